import type { Fact } from "./facts.ts";
import type { Unit } from "./unit.ts";

/** One session, added up. */
export interface SessionFigures {
  readonly name: string;
  /** From the start of the first process to the end of the last one, in nanoseconds. */
  readonly elapsed: number;
  /** What it has to have in common with others; what is not known is left out. */
  readonly facts: Readonly<Partial<Record<Fact, string>>>;
  /** By `unitName`. */
  readonly units: ReadonlyMap<string, Unit>;
  /** CPU time of go's commands; absent where go did not tell. */
  readonly cpu?: readonly CpuTime[];
}

/** CPU time of commands that worked on the same units. */
export interface CpuTime {
  /** By `unitName`. */
  readonly units: readonly string[];
  /** User mode and kernel; nanoseconds. */
  readonly time: number;
}
