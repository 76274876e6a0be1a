import { formatCount, formatShare, formatTime } from "../../base/units.ts";
import type { ActionAnalysis } from "../../trace/actions/analyze.ts";
import { printable } from "../printable.ts";
import type { ReportTable } from "../tables/table.ts";
import { unitName } from "./names.ts";
import { type PathRow, pathRows } from "./path-rows.ts";

/** Rows of the critical path that are named; with the titles and the rest it has at most ten lines. */
const mostOfPath = 8;

/** The critical path with its `most` longest rows. */
export function pathTable({ path }: ActionAnalysis, most = mostOfPath): ReportTable {
  const { rows, rest } = pathRows(path.elements, most);
  const sum = (of: (row: PathRow) => number): number => rest.reduce((all, row) => all + of(row), 0);
  const last = {
    ...{ name: `(${formatCount(rest.length, "other")})`, phases: [] },
    ...{ running: sum(({ running }) => running), forSlot: sum(({ forSlot }) => forSlot) },
  };
  const all = rest.length > 0 ? [...rows, last] : rows;
  const figures = (title: string, of: (row: ShownRow) => string) =>
    ({ title, align: "right", cells: all.map(of) }) as const;
  return {
    note: "Critical path, the first to run first; phases are of the main goroutines.",
    columns: [
      { title: "critical path", align: "left", shrinks: true, cells: all.map(({ name }) => name) },
      figures("ran", ({ running }) => formatTime(running)),
      figures("share", ({ running }) => formatShare(running, path.length)),
      figures("for a slot", ({ forSlot }) => formatTime(forSlot)),
      { title: "mostly in", align: "left", shrinks: true, cells: all.map((row) => mostlyIn(row, 2)) },
    ],
  };
}

type ShownRow = Omit<PathRow, "start" | "untraced">;

/** The `most` longest phases of a row of the path, with their times. */
export function mostlyIn({ phases }: Pick<PathRow, "phases">, most: number): string {
  const longest = phases.slice(0, most).map(({ name, time }) => `${name} ${formatTime(time)}`);
  return printable(longest.join(", "));
}

/** What one change of the build, or of the machine, would do to the wall time; nanoseconds. */
export interface WhatIfRow {
  readonly name: string;
  readonly wall: number;
  /** `-33.2 %` */
  readonly change: string;
}

/** Other numbers of slots, then the units of work that would help most. */
export function whatIfRows({ whatIf }: ActionAnalysis): WhatIfRow[] {
  const { simulated, bySlots, byUnit } = whatIf;
  const rows = [
    ...bySlots.map(({ slots, wall }) => ({ name: `on ${formatCount(slots, "slot")}`, wall })),
    ...byUnit.map((unit) => ({ name: `if free: ${unitName(unit)}`, wall: unit.wall })),
  ];
  return rows.map((row) => ({ ...row, change: change(row.wall, simulated) }));
}

export const whatIfNote =
  "Simulated: each action is taken to run for as long as it did, beside as many others as it had.";

/** The same for people. */
export function whatIfTable(analysis: ActionAnalysis): ReportTable {
  const rows = whatIfRows(analysis);
  return {
    note: whatIfNote,
    columns: [
      { title: "what if", align: "left", shrinks: true, cells: rows.map(({ name }) => name) },
      { title: "wall", align: "right", cells: rows.map(({ wall }) => formatTime(wall)) },
      { title: "change", align: "right", cells: rows.map(({ change }) => change) },
    ],
  };
}

/** `-33.2 %`, `+12.0 %`, `0.0 %`. */
function change(wall: number, simulated: number): string {
  const by = wall - simulated;
  if (Math.abs(by) < simulated / 2000) return formatShare(0, simulated);
  return `${by > 0 ? "+" : ""}${formatShare(by, simulated)}`;
}
