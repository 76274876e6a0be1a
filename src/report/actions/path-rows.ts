import type { PathElement } from "../../trace/actions/critical-path.ts";
import { unitKey, workUnit } from "../../trace/actions/work-unit.ts";
import type { NamedSum } from "../../trace/analysis/sums.ts";
import { addByName } from "../../trace/analysis/sums.ts";
import { unitName } from "./names.ts";

/** A part of the critical path that is one piece of work for people. Times are nanoseconds. */
export interface PathRow {
  readonly name: string;
  /** When its first action began, on the timeline's axis. */
  readonly start: number;
  readonly running: number;
  readonly forSlot: number;
  /** Of `running`, without any traced process. */
  readonly untraced: number;
  /** What its processes were in, the longest first. */
  readonly phases: readonly NamedSum[];
}

/** What belongs to one unit of work is one row; the `most` longest in the order of the path, and what is left. */
export function pathRows(
  elements: readonly PathElement[],
  most: number,
): { rows: PathRow[]; rest: PathRow[] } {
  const units = new Map<string, PathElement[]>();
  for (const element of elements) {
    const key = unitKey(workUnit(element));
    units.set(key, [...(units.get(key) ?? []), element]);
  }
  const all = [...units.values()].map(pathRow);
  const longest = new Set([...all].sort((a, b) => b.running - a.running).slice(0, most));
  return { rows: all.filter((row) => longest.has(row)), rest: all.filter((row) => !longest.has(row)) };
}

function pathRow(elements: readonly PathElement[]): PathRow {
  const sum = (of: (element: PathElement) => number): number =>
    elements.reduce((total, element) => total + of(element), 0);
  return {
    name: elementsName(elements),
    start: elements[0]!.start,
    running: sum(({ running }) => running),
    forSlot: sum(({ forSlot }) => forSlot),
    untraced: sum(({ untraced }) => untraced),
    phases: addByName(elements.flatMap(({ processes }) => processes.flatMap(({ phases }) => phases))),
  };
}

/** With what came of its last action, where it did not run commands: `compile fmt (cached)`. */
function elementsName(elements: readonly PathElement[]): string {
  const last = elements.at(-1)!;
  const name = unitName(workUnit(last));
  return last.outcome === "ran" || last.outcome === "internal" ? name : `${name} (${last.outcome})`;
}
