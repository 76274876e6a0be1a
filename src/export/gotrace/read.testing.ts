import { ByteReader } from "../../trace/decode/bytes.ts";
import { eventNumber } from "../../trace/runtime/v2/events.ts";

/** How many numbers follow the time in an event; all events of our traces. */
const argumentCount: Readonly<Record<string, number>> = {
  ProcStart: 2,
  ProcStop: 0,
  ProcStatus: 2,
  GoCreate: 3,
  GoStart: 2,
  GoDestroy: 0,
  UserTaskBegin: 4,
  UserTaskEnd: 2,
  UserRegionBegin: 3,
  UserRegionEnd: 3,
  UserLog: 4,
};

/** Numbers of strings among the arguments. */
const stringArguments: Readonly<Record<string, readonly number[]>> = {
  UserTaskBegin: [2],
  UserRegionBegin: [1],
  UserRegionEnd: [1],
  UserLog: [1, 2],
};

const nameOf = new Map<number, string>(Object.entries(eventNumber).map(([name, number]) => [number, name]));

/** An execution trace, read back as it is written. */
export interface ReadTrace {
  /** `M 0 @100 UserTaskBegin 1 0 "compile lib" 0`, in the order of the file; times in ticks. */
  readonly events: readonly string[];
  readonly strings: ReadonlyMap<number, string>;
  /** Name of the function by number of the stack. */
  readonly stacks: ReadonlyMap<number, string>;
  readonly frequency: number;
  /** Bytes in each batch. */
  readonly batches: readonly number[];
}

/** Reads what the exporter writes, and throws on anything else. */
export function readTrace(bytes: Uint8Array): ReadTrace {
  const all = batchesOf(bytes);
  const told = [[0, ""] as const, ...all.flatMap(stringsOf)];
  const strings = new Map(told);
  if (strings.size < told.length) throw new Error("two strings have the same number");
  return {
    strings,
    stacks: new Map(all.flatMap((batch) => stacksOf(batch, strings))),
    frequency: all.flatMap(frequencyOf)[0]!,
    events: all.flatMap((batch) => eventsOf(batch, strings)),
    batches: all.map(({ content }) => content.length),
  };
}

interface Batch {
  readonly thread: number;
  readonly time: number;
  readonly content: Uint8Array;
}

function batchesOf(bytes: Uint8Array): Batch[] {
  if (Buffer.from(bytes.subarray(0, 16)).toString() !== "go 1.22 trace\0\0\0") throw new Error("no header");
  const reader = new ByteReader(bytes, 16);
  const batches: Batch[] = [];
  while (!reader.atEnd) {
    const [event, generation] = [reader.byte(), reader.varint()];
    const [thread, time, size] = [reader.varint(), reader.varint(), reader.varint()];
    const content = bytes.subarray(reader.position, reader.position + size);
    reader.part(size);
    if (event !== 1 || generation !== 1 || reader.failed) throw new Error("no batch");
    batches.push({ thread, time, content });
  }
  return batches;
}

function stringsOf({ content }: Batch): [number, string][] {
  const reader = new ByteReader(content);
  if (reader.byte() !== eventNumber.Strings) return [];
  const found: [number, string][] = [];
  while (!reader.atEnd && reader.byte() === eventNumber.String)
    found.push([reader.varint(), reader.string()]);
  return found;
}

function stacksOf({ content }: Batch, strings: ReadonlyMap<number, string>): [number, string][] {
  const reader = new ByteReader(content);
  if (reader.byte() !== eventNumber.Stacks) return [];
  const found: [number, string][] = [];
  while (!reader.atEnd && reader.byte() === eventNumber.Stack) {
    const [id, frames, , name] = [reader.varint(), reader.varint(), reader.varint(), reader.varint()];
    const [file, line] = [reader.varint(), reader.varint()];
    if (frames !== 1 || file !== 0 || line !== 0) throw new Error("another stack than expected");
    found.push([id, strings.get(name)!]);
  }
  return found;
}

function frequencyOf({ content }: Batch): number[] {
  const reader = new ByteReader(content);
  return reader.byte() === eventNumber.Frequency ? [reader.varint()] : [];
}

function eventsOf({ thread, time, content }: Batch, strings: ReadonlyMap<number, string>): string[] {
  const tables: readonly number[] = [eventNumber.Strings, eventNumber.Stacks, eventNumber.Frequency];
  if (tables.includes(content[0]!)) return [];
  const reader = new ByteReader(content);
  const events: string[] = [];
  for (let now = time; !reader.atEnd; ) {
    const name = nameOf.get(reader.byte())!;
    now += reader.varint();
    const values = Array.from({ length: argumentCount[name]! }, () => reader.varint());
    const shown = values.map((value, i) =>
      stringArguments[name]?.includes(i) ? JSON.stringify(strings.get(value)) : value,
    );
    if (reader.failed) throw new Error(`${name} is cut off`);
    events.push([`M ${thread} @${now} ${name}`, ...shown].join(" "));
  }
  return events;
}
