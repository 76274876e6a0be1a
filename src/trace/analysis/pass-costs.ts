import { GrowingTable } from "../decode/table.ts";
import type { SpanFile } from "../event.ts";
import type { CompiledFunction } from "./functions.ts";
import { around, duration, kind } from "./lineage.ts";

/** Smaller functions say nothing of how a pass grows: most of their time is what any call of it costs. */
export const leastSize = 200;

/** What the passes cost over the larger functions of one process, as columns: there may be very many. */
export interface PassCosts {
  /** Index into the process's functions. */
  readonly function: Uint32Array;
  /** Index into `names`. */
  readonly pass: Uint32Array;
  /** Time on the worker; nanoseconds. */
  readonly time: Float64Array;
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
  const costs = new GrowingTable({
    function: new Uint32Array(),
    pass: new Uint32Array(),
    time: new Float64Array(),
  });
  const large = new Map(
    rows.flatMap((row, index) => (sizeOf(functions[index]!) >= leastSize ? [[row, index] as const] : [])),
  );
  for (let row = 0; large.size > 0 && row < spans.start.length; row++) {
    if (spans.kind[row] !== kind.pass || around(spans, row, kind.pass) >= 0) continue;
    const index = large.get(around(spans, row, kind.function));
    if (index === undefined) continue;
    const at = costs.add();
    costs.columns.function[at] = index;
    costs.columns.pass[at] = spans.name[row]!;
    costs.columns.time[at] = duration(spans, row);
  }
  return { ...costs.finish(), names };
}
