import type { SpanFile } from "../event.ts";
import type { CompiledFunction } from "./functions.ts";
import { around, duration, kind } from "./lineage.ts";

/** Smaller functions say nothing of how a pass grows: most of their time is what any call of it costs. */
export const leastSize = 200;

/** What the passes cost over the larger functions of one process, as columns: there may be very many. */
export interface PassCosts {
  /** Index into the process's functions. */
  readonly function: readonly number[];
  /** Index into `names`. */
  readonly pass: readonly number[];
  /** Time on the worker; nanoseconds. */
  readonly time: readonly number[];
  readonly names: readonly string[];
}

/** How much a function gives a pass to do: its SSA values, as they were built or after the passes. */
export function sizeOf({ compiled }: CompiledFunction): number {
  return compiled ? Math.max(compiled.valuesBefore, compiled.values) : 0;
}

/** `rows` are those of the functions, in the same order; a pass within a pass of the same function is a part of it. */
export function passCostsOf(
  { spans, names }: Pick<SpanFile, "spans" | "names">,
  functions: readonly CompiledFunction[],
  rows: readonly number[],
): PassCosts {
  const large = new Map(
    rows.flatMap((row, index) => (sizeOf(functions[index]!) >= leastSize ? [[row, index] as const] : [])),
  );
  const [of, pass, time]: [number[], number[], number[]] = [[], [], []];
  for (let row = 0; large.size > 0 && row < spans.start.length; row++) {
    if (spans.kind[row] !== kind.pass || around(spans, row, kind.pass) >= 0) continue;
    const index = large.get(around(spans, row, kind.function));
    if (index === undefined) continue;
    of.push(index);
    pass.push(spans.name[row]!);
    time.push(duration(spans, row));
  }
  return { function: of, pass, time, names };
}
