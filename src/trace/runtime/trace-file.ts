import type { RuntimeTraceFinding } from "./finding.ts";

/** The clock that a trace's times are of. */
export type RuntimeClock =
  /**
   * `zero` is CLOCK_MONOTONIC of the machine, in nanoseconds, and times are nanoseconds after it: traces of go1.22 and
   * later, except on Windows. Their grid is 64 ns.
   */
  | { readonly kind: "monotonic"; readonly zero: bigint }
  /**
   * `zero` is a time stamp counter (divided, so that nothing says what it counts but `frequency`), and times are ticks
   * after it. `frequency` is in ticks a second; absent where the part of the file that says it is lost.
   */
  | { readonly kind: "ticks"; readonly zero: bigint; readonly frequency?: number };

/** One moment on three clocks; the traces of go1.25 and later have one at the begin of each generation (a second or so). */
export interface ClockSnapshot {
  /** In the trace's own unit, after its zero. */
  readonly time: number;
  /** CLOCK_MONOTONIC, and the wall clock (Unix); nanoseconds. */
  readonly mono: bigint;
  readonly wall: bigint;
}

/** Goroutines, in the order in which the trace first mentions them. */
export interface Goroutines {
  /** As in the program: from 1 on, never used twice. */
  readonly id: Float64Array;
  /** The function that it began with, as index into `names`; 0 where that is not known. */
  readonly function: Uint32Array;
  /** When it was created, or the begin of the trace, before which it was created then. */
  readonly start: Float64Array;
  /** When it ended, or the end of the trace. */
  readonly end: Float64Array;
  /** 1 where it was created within the trace, and where it ended within it. */
  readonly begun: Uint8Array;
  readonly ended: Uint8Array;
}

/** Tasks (`trace.NewTask`). A parent stands before its children. */
export interface Tasks {
  readonly id: Float64Array;
  /** Row of the task that it is part of, or -1. */
  readonly parent: Int32Array;
  /** Index into `names`; 0, the empty name, where it began before the trace. */
  readonly name: Uint32Array;
  /** Row of the goroutine that began it, or -1. */
  readonly goroutine: Int32Array;
  /** When it began and ended, or begin and end of the trace. */
  readonly start: Float64Array;
  readonly end: Float64Array;
  /** 1 where its begin stands in the trace, and where its end does. */
  readonly begun: Uint8Array;
  readonly ended: Uint8Array;
}

/**
 * Regions (`trace.WithRegion`, `trace.StartRegion`), in the order in which they began. Those of one goroutine are
 * strictly nested: a parent stands before its children, and they lie within it.
 */
export interface Regions {
  /** Row of the goroutine. */
  readonly goroutine: Int32Array;
  /** Row of the task, or -1 for the background. */
  readonly task: Int32Array;
  /** The region's type, as index into `names`. */
  readonly name: Uint32Array;
  readonly start: Float64Array;
  readonly end: Float64Array;
  /** Row of the innermost region around it on the same goroutine, or -1. */
  readonly parent: Int32Array;
  /** 1 where no end was recorded; `end` is then that of the goroutine. */
  readonly open: Uint8Array;
}

/** What was logged (`trace.Log`), by time. */
export interface RuntimeLogs {
  /** Row of the goroutine. */
  readonly goroutine: Int32Array;
  /** Row of the task, or -1 for the background. */
  readonly task: Int32Array;
  readonly time: Float64Array;
  /** Indexes into `names`. */
  readonly category: Uint32Array;
  readonly message: Uint32Array;
}

/** The Ps that ran something, in the order in which the trace first mentions them. */
export interface Procs {
  readonly id: Float64Array;
  /** The first and the last time at which it is known to have run. */
  readonly start: Float64Array;
  readonly end: Float64Array;
}

/**
 * What is read of the execution trace of a Go program: the annotations of its user, on the program's goroutines.
 * Times are whole numbers after `clock.zero`, in its unit; the first one of the trace is 0.
 */
export interface RuntimeTraceFile {
  /**
   * The version of the format, which is that of the Go release that brought it: `go1.23` also in traces of go1.24. Absent
   * where the file is no execution trace, or one of a version that is not known; then nothing else was read.
   */
  readonly format?: string;
  readonly clock: RuntimeClock;
  /** The latest time in the trace. */
  readonly end: number;
  /** By time. */
  readonly snapshots: readonly ClockSnapshot[];
  /** Every name and text, once; the first one is the empty text. */
  readonly names: readonly string[];
  readonly goroutines: Goroutines;
  readonly procs: Procs;
  readonly tasks: Tasks;
  readonly regions: Regions;
  readonly logs: RuntimeLogs;
  /** Events of any kind that were read, those that are not kept too. */
  readonly events: number;
  /** Parts of which each has its own tables; traces before go1.22 are one. */
  readonly generations: number;
  /** How many bytes of the file, from its begin, are whole generations; 0 where there is none. */
  readonly whole: number;
  /** Whether the file ends before the trace does, as far as that can be seen. */
  readonly truncated: boolean;
  readonly findings: readonly RuntimeTraceFinding[];
}
