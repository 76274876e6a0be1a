import { varint } from "../decode/span-builder.testing.ts";
import { eventNumber as before22 } from "./v1/events.ts";
import { eventNumber } from "./v2/events.ts";

// Writes execution traces for tests byte for byte and without a thought: a test can build what no runtime would write.

export type Bytes = readonly number[];

/** A trace of `go1.<minor>`. */
export function trace(minor: number, ...parts: readonly Bytes[]): Uint8Array {
  return Uint8Array.from([...text(`go 1.${minor} trace`.padEnd(16, "\0")), ...parts.flat()]);
}

type Name = keyof typeof eventNumber;

/** An event since go1.22: its number, then its time after the one before and whatever else it has. */
export function event(name: Name | number, ...numbers: readonly (number | bigint)[]): number[] {
  return [typeof name === "number" ? name : eventNumber[name], ...numbers.flatMap(varint)];
}

/** The id of no thread: of batches that are part of a table. */
export const noThread = 2n ** 64n - 1n;

export interface Place {
  readonly generation?: number;
  readonly thread?: number | bigint;
  readonly time?: number;
}

/** A batch of thread 7 in generation 1, at the tick 1000 if nothing else is said. */
export function batch(
  { generation = 1, thread = 7, time = 1000 }: Place,
  ...content: readonly Bytes[]
): number[] {
  return [...event("EventBatch", generation, thread, time, content.flat().length), ...content.flat()];
}

export function strings(generation: number, texts: Readonly<Record<number, string>>): number[] {
  const records = Object.entries(texts).map(([id, value]) => {
    const bytes = text(value);
    return [...event("String", Number(id), bytes.length), ...bytes];
  });
  return batch({ generation, thread: noThread }, event("Strings"), ...records);
}

/** Stacks by number: the strings of their functions, the innermost first. */
export function stacks(generation: number, functions: Readonly<Record<number, Bytes>>): number[] {
  const records = Object.entries(functions).map(([id, names]) =>
    event("Stack", Number(id), names.length, ...names.flatMap((name) => [4096 + name, name, 0, 10])),
  );
  return batch({ generation, thread: noThread }, event("Stacks"), ...records);
}

/** That of the monotonic clock. */
export const monotonic = 15_625_000;

export function frequency(generation: number, ticksPerSecond = monotonic): number[] {
  return batch({ generation, thread: noThread }, event("Frequency", ticksPerSecond));
}

/** The batch at the begin of a generation since go1.25. */
export function sync(place: Place, ticksPerSecond: number, mono: number): number[] {
  const snapshot = event("ClockSnapshot", 0, mono, 1_700_000_000, 5);
  return batch(place, event("Sync"), event("Frequency", ticksPerSecond), snapshot);
}

type NameBefore22 = keyof typeof before22;

/** A record before go1.22. */
export function record(name: NameBefore22 | number, ...numbers: readonly (number | bigint)[]): number[] {
  const number = typeof name === "number" ? name : before22[name];
  const values = numbers.flatMap(varint);
  if (numbers.length <= 3) return [number | ((numbers.length - 1) << 6), ...values];
  return [number | (3 << 6), ...varint(values.length), ...values];
}

export function stringRecord(id: number, value: string): number[] {
  return [before22.String, ...varint(id), ...sized(value)];
}

export function logRecord(time: number, task: number, category: number, message: string): number[] {
  return [...record("UserLog", time, task, category, 0), ...sized(message)];
}

function sized(value: string): number[] {
  const bytes = text(value);
  return [...varint(bytes.length), ...bytes];
}

function text(value: string): number[] {
  return [...new TextEncoder().encode(value)];
}
