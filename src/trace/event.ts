import type { Level } from "./event-type.ts";
import type { FileFinding } from "./finding.ts";
import type { EventFields } from "./schema.generated.ts";

/** What a span stands for. A kind that this reader does not know is kept as `kind-<n>`. */
export type SpanKind = (typeof knownSpanKinds)[number] | (typeof otherSpanKinds)[number] | `kind-${string}`;

/** The kinds of the format, by number from 1 on. Every file's `kinds` begins with these. */
export const knownSpanKinds = [
  "package",
  "phase",
  "function",
  "pass",
  "part",
  "import",
  "file",
  "step",
  "work",
] as const;

/** Kinds of spans that do not come out of span files: of cmd/go's records and of execution traces. */
export const otherSpanKinds = ["action", "step of go", "program", "task", "goroutine", "region"] as const;

/** One moment on two clocks: the monotonic clock, the wall clock (Unix), the monotonic clock again; nanoseconds. */
export interface Anchor {
  readonly mono0: bigint;
  readonly wall: bigint;
  readonly mono1: bigint;
}

/** Who wrote a span file: the JSON of its first chunk. */
export interface SpanHeader {
  readonly tool: string;
  /** The package path as given by `-p`: `main` for every main package. */
  readonly package: string;
  /** The import path with its test variant, `lib [lib.test]`. */
  readonly importPath?: string;
  readonly action?: string;
  readonly pid: number;
  readonly ppid: number;
  readonly goVersion: string;
  readonly goos: string;
  readonly goarch: string;
  readonly workers: number;
  /** How much the process records. */
  readonly level: Level;
  /** The version of the events' schema. */
  readonly schema: number;
  /** File name of the execution trace that the same process wrote. */
  readonly runtimeTrace?: string;
  readonly bootId?: string;
  readonly timeNamespace?: string;
  readonly anchor: Anchor;
}

/** The import path, with its test variant; what `-p` said where that is unknown. */
export function importPathOf({
  importPath,
  package: path,
}: Pick<SpanHeader, "importPath" | "package">): string {
  return importPath ?? path;
}

/** `lib` of `lib [lib.test]`: as go's action graph names the package of both. */
export function withoutVariant(importPath: string): string {
  return importPath.split(" [", 1)[0]!;
}

/**
 * Spans as columns, in the order in which they began on their lane; a parent stands before its children.
 * On one lane times never decrease, and a child lies within its parent.
 */
export interface Spans {
  /** Nanoseconds after the header's `anchor.mono0`, whole numbers within ±2^53, so exact. */
  readonly start: Float64Array;
  readonly end: Float64Array;
  /** Index into `names`. */
  readonly name: Uint32Array;
  /** Index into `kinds`. */
  readonly kind: Uint32Array;
  readonly lane: Uint16Array;
  /** Row of the innermost span around this one on the same lane, or -1. */
  readonly parent: Int32Array;
  /** 1 where no end was recorded; `end` is then the end of the process, as far as it is known. */
  readonly open: Uint8Array;
}

export interface Counters {
  readonly lane: Uint16Array;
  readonly name: Uint32Array;
  readonly value: Float64Array;
  readonly time: Float64Array;
}

export interface Logs {
  readonly lane: Uint16Array;
  readonly name: Uint32Array;
  /** Index into `names`. */
  readonly text: Uint32Array;
  readonly time: Float64Array;
}

/** Numbers that belong to spans. */
export interface Attributes {
  /** Row of the span. */
  readonly span: Uint32Array;
  readonly name: Uint32Array;
  readonly value: Float64Array;
}

/** Texts that belong to spans. */
export interface TextAttributes {
  readonly span: Uint32Array;
  readonly name: Uint32Array;
  /** Index into `names`. */
  readonly text: Uint32Array;
}

/** What the spans of the kind `work` did for the functions that they are named after. */
export interface Works {
  /** Row of the span. */
  readonly span: Uint32Array;
  /** Index into `names`. */
  readonly name: Uint32Array;
}

/**
 * An event of the schema (docs/events.md), without its derived fields. Objects, unlike all else here: of events a file
 * has thousands, of spans millions.
 */
export type TraceEvent = { readonly [Name in RecordedEvent]: EventOf<Name> }[RecordedEvent];

/** The events that have records. */
export type RecordedEvent = Exclude<keyof EventFields, "PassEnd">;

export interface EventOf<Name extends RecordedEvent> {
  readonly event: Name;
  /** Nanoseconds after the header's `anchor.mono0`. */
  readonly time: number;
  readonly lane: number;
  /** Row of the lane's innermost span that was open, or -1. */
  readonly span: number;
  readonly fields: EventFields[Name];
}

/** How a process ended. */
export interface Exit {
  /** What was passed to `os.Exit`; -1 when the process went down by an uncaught panic. */
  readonly code: number;
  /** Records that the writer lost. */
  readonly dropped: number;
  readonly anchor: Anchor;
  /** `anchor.mono0`, in nanoseconds after the header's. */
  readonly time: number;
}

/** One decoded span file, the trace of one process. */
export interface SpanFile {
  /** Absent where the file has none that can be used; then it holds no spans either. */
  readonly header?: SpanHeader;
  /** Every name and text of the file, once. */
  readonly names: readonly string[];
  readonly kinds: readonly SpanKind[];
  /** What lanes are called; absent where their numbers say it, as in span files. */
  readonly laneNames?: ReadonlyMap<number, string>;
  readonly spans: Spans;
  readonly counters: Counters;
  readonly logs: Logs;
  readonly attributes: Attributes;
  readonly textAttributes: TextAttributes;
  readonly works: Works;
  /** In the order of the file: on one lane by time. */
  readonly events: readonly TraceEvent[];
  /** Absent where the process was killed or crashed. */
  readonly exit?: Exit;
  /** The earliest and the latest time in the file, both anchors included; nanoseconds after `anchor.mono0`. */
  readonly first: number;
  readonly last: number;
  /** Whether the file ends in a chunk that is torn or damaged. */
  readonly truncated: boolean;
  readonly findings: readonly FileFinding[];
}
