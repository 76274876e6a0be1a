import type { SourceClock } from "../clock/sync.ts";
import type { SpanFile } from "../event.ts";
import type { ProcessHeader, Source } from "../timeline.ts";

/** What is read of a file that is no span file, in the form of one: a process with its spans, and the clock of their times. */
export interface SourceTrace<Finding> {
  readonly header: ProcessHeader;
  readonly clock: SourceClock;
  /** Times are in units of the clock, after its zero. */
  readonly trace: SpanFile;
  /** What was recorded and is not in `trace`, because it cannot be told what or when it was. */
  readonly dropped: number;
  readonly findings: readonly Finding[];
}

/** What places it. */
export function sourceOf(file: string, { header, clock, trace }: SourceTrace<unknown>): Source {
  return { file, header, clock, first: trace.first, last: trace.last };
}

/** The same spans with their times in nanoseconds, by a clock's rate: whole numbers, whose order stays. */
export function inNanoseconds(trace: SpanFile, rate: number): SpanFile {
  if (rate === 1) return trace;
  const scaled = (times: Float64Array): Float64Array => times.map((time) => Math.round(rate * time));
  const { start, end } = trace.spans;
  return {
    ...trace,
    first: Math.round(rate * trace.first),
    last: Math.round(rate * trace.last),
    spans: { ...trace.spans, start: scaled(start), end: scaled(end) },
  };
}
