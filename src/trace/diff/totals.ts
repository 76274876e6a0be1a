import type { Totals } from "../analysis/totals.ts";
import type { Change, Comparison } from "./change.ts";
import { type Overlap, recording } from "./overlap.ts";
import type { SessionFigures } from "./session-figures.ts";

/** A figure of all that was compared. */
export interface TotalRow {
  /**
   * `elapsed`: from the first process to the last; only where all sessions compiled the same, all of it right. `wall`: of
   * all processes. `cpu`: of go's commands, where go told in every session. `workers`: of all functions on back-end workers.
   */
  readonly measure: "elapsed" | "wall" | "cpu" | "workers" | "allocatedBytes" | "textBytes";
  /** Nanoseconds or bytes. */
  readonly change: Change;
}

export function totalRows(
  before: readonly SessionFigures[],
  after: readonly SessionFigures[],
  overlap: Overlap,
  comparison: Comparison,
): TotalRow[] {
  const all = [...before, ...after];
  const { common, ...others } = overlap;
  if (common.length === 0) return [];
  const row = (measure: TotalRow["measure"], of: (session: SessionFigures) => number): TotalRow => ({
    measure,
    change: comparison.change(before.map(of), after.map(of)),
  });
  const total = (measure: TotalRow["measure"], key: keyof Totals, units: readonly string[]): TotalRow[] =>
    all.some((session) => sumOf(session, units, key) > 0)
      ? [row(measure, (session) => sumOf(session, units, key))]
      : []; // not recorded
  const alike = Object.values(others).every((names) => names.length === 0);
  return [
    ...(alike ? [row("elapsed", ({ elapsed }) => elapsed)] : []),
    ...total("wall", "wall", common),
    ...(all.every(({ cpu }) => cpu) ? [row("cpu", (session) => cpuOf(session, common))] : []),
    ...total("workers", "functionTime", recording("function", common, all)),
    ...total("allocatedBytes", "allocatedBytes", common),
    ...total("textBytes", "textBytes", recording("phase", common, all)),
  ];
}

function sumOf({ units }: SessionFigures, names: readonly string[], key: keyof Totals): number {
  return names.reduce((sum, name) => sum + units.get(name)!.total[key], 0);
}

/** Of commands that worked on nothing else. */
function cpuOf({ cpu = [] }: SessionFigures, names: readonly string[]): number {
  const counted = new Set(names);
  const own = cpu.filter(({ units }) => units.every((unit) => counted.has(unit)));
  return own.reduce((sum, { time }) => sum + time, 0);
}
