import { crc32 } from "node:zlib";

// Writes span files for tests as docs/span-format.md says it, byte for byte and without a thought: a test can build
// what no writer would write.

export type Bytes = readonly number[];

/** A span file: magic, the chunks. */
export function spanFile(...chunks: readonly Bytes[]): Uint8Array {
  return Uint8Array.from([...text("TISPAN3\n"), ...chunks.flat()]);
}

export function chunk(kind: string, lane: number, payload: Bytes): number[] {
  const checksum = crc32(Uint8Array.from(payload));
  return [
    kind.charCodeAt(0),
    0,
    ...fixed(lane, 2),
    ...fixed(payload.length, 4),
    ...fixed(checksum, 4),
    ...payload,
  ];
}

/** The start anchor of `header`: boot plus 1000 ns. */
export const zero = 1000;

export function header(changes: Readonly<Record<string, unknown>> = {}): number[] {
  const json = {
    format: 3,
    tool: "compile",
    package: "lib",
    pid: 4711,
    ppid: 1,
    goVersion: "go1.26.0",
    goos: "linux",
    goarch: "amd64",
    workers: 2,
    level: "pass",
    schema: 1,
    bootId: "boot",
    timeNamespace: "time:[4026531834]",
    anchor: anchor(zero),
    ...changes,
  };
  return chunk("H", 0, text(JSON.stringify(json)));
}

/** The anchor that the header of a process has which started `mono` nanoseconds after boot. */
export function anchor(mono: number, wall = 1_700_000_000_000_000_000n + BigInt(mono)): object {
  return { mono0: String(mono), wall: String(wall), mono1: String(mono) };
}

/** Records of one lane; `base` is an absolute time. */
export function records(lane: number, base: number | bigint, ...list: readonly Bytes[]): number[] {
  return chunk("R", lane, [...varint(base), ...list.flat()]);
}

/** The exit chunk; `end` is an absolute time, and the wall clock is `ahead` nanoseconds before that of other anchors. */
export function exit(code: number, end: number, dropped = 0, ahead = 0): number[] {
  const times = [BigInt(end), 1_700_000_000_000_000_000n + BigInt(end + ahead), BigInt(end)];
  return chunk("E", 0, [...zigzag(code), ...varint(dropped), ...times.flatMap((time) => fixed(time, 8))]);
}

/** An id of the lane's string table, or the text itself. */
export type Label = number | string;

export const kinds = {
  package: 1,
  phase: 2,
  function: 3,
  pass: 4,
  part: 5,
  import: 6,
  file: 7,
  step: 8,
  work: 9,
} as const;
export type KindName = keyof typeof kinds;

/** Defines a string; `shared` counts the bytes that stand before `name` and come from the string before. */
export function string(name: string | Bytes, shared = 0): number[] {
  return [1, shared, ...sized(name)];
}

export function begin(kind: KindName | number, name: Label, delta: number): number[] {
  return [2, ...kindNumber(kind), ...label(name), ...varint(delta)];
}

export function end(delta: number): number[] {
  return [3, ...varint(delta)];
}

export function span(kind: KindName | number, name: Label, delta: number, duration: number): number[] {
  return [4, ...kindNumber(kind), ...label(name), ...varint(delta), ...varint(duration)];
}

export function counter(name: Label, value: number | bigint, delta: number): number[] {
  return [5, ...label(name), ...zigzag(value), ...varint(delta)];
}

export function log(name: Label, content: Label, delta: number): number[] {
  return [6, ...label(name), ...label(content), ...varint(delta)];
}

export function attribute(name: Label, value: number | bigint): number[] {
  return [7, ...label(name), ...zigzag(value)];
}

export function textAttribute(name: Label, content: Label): number[] {
  return [8, ...label(name), ...label(content)];
}

export function event(number: number | bigint, payload: Bytes, delta: number): number[] {
  return [9, ...varint(number), ...varint(payload.length), ...payload, ...varint(delta)];
}

export function work(name: Label, of: Label, delta: number, duration: number): number[] {
  return [10, ...label(name), ...label(of), ...varint(delta), ...varint(duration)];
}

export function varint(value: number | bigint): number[] {
  const bytes: number[] = [];
  let rest = BigInt(value);
  for (; rest >= 0x80n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  return [...bytes, Number(rest)];
}

export function zigzag(value: number | bigint): number[] {
  const signed = BigInt(value);
  return varint(BigInt.asUintN(64, (signed << 1n) ^ (signed >> 63n)));
}

export function label(name: Label): number[] {
  return typeof name === "number" ? varint(name) : [0, ...sized(name)];
}

function kindNumber(kind: KindName | number): number[] {
  return varint(typeof kind === "number" ? kind : kinds[kind]);
}

function sized(content: string | Bytes): number[] {
  const bytes = typeof content === "string" ? text(content) : content;
  return [...varint(bytes.length), ...bytes];
}

function text(content: string): number[] {
  return [...new TextEncoder().encode(content)];
}

function fixed(value: number | bigint, bytes: number): number[] {
  return Array.from({ length: bytes }, (_, index) => Number((BigInt(value) >> BigInt(8 * index)) & 0xffn));
}
