import { formatCount, formatShare, formatTime } from "../../base/units.ts";
import type { ActionAnalysis, ActionRow } from "../../trace/actions/analyze.ts";
import { workUnit } from "../../trace/actions/work-unit.ts";
import { printable } from "../printable.ts";
import { figures, names, type ReportTable, tableOf } from "../tables/table.ts";
import { unitName } from "./names.ts";
import { type PathRow, pathRows } from "./path-rows.ts";

/** Rows of the critical path that are named; with the titles and the rest it has at most ten lines. */
const mostOfPath = 8;

/** The critical path with its `most` longest rows. */
function pathTable({ path }: ActionAnalysis, most = mostOfPath): ReportTable {
  const { rows, rest } = pathRows(path.elements, most);
  const sum = (of: (row: PathRow) => number): number => rest.reduce((all, row) => all + of(row), 0);
  const last = {
    ...{ name: `(${formatCount(rest.length, "other")})`, phases: [] },
    ...{ running: sum(({ running }) => running), forSlot: sum(({ forSlot }) => forSlot) },
  };
  const all = rest.length > 0 ? [...rows, last] : rows;
  const right = (title: string, of: (row: ShownRow) => string) =>
    ({ title, align: "right", cells: all.map(of) }) as const;
  return {
    note: "Critical path, the first to run first; phases are of the main goroutines.",
    columns: [
      { title: "critical path", align: "left", shrinks: true, cells: all.map(({ name }) => name) },
      right("ran", ({ running }) => formatTime(running)),
      right("share", ({ running }) => formatShare(running, path.length)),
      right("for a slot", ({ forSlot }) => formatTime(forSlot)),
      { title: "mostly in", align: "left", shrinks: true, cells: all.map((row) => mostlyIn(row, 2)) },
    ],
  };
}

/** What was there already, and what it cost when a session last ran it; the most expensive first. */
export function cachedTable({ actions, spared }: ActionAnalysis, top: number): ReportTable {
  const there = actions
    .filter(({ outcome }) => outcome === "cached" || outcome === "up-to-date")
    .sort((a, b) => (b.lastCost?.cpu ?? 0) - (a.lastCost?.cpu ?? 0));
  const cost = (row: ActionRow, of: "cpu" | "running"): string =>
    row.lastCost ? formatTime(row.lastCost[of]) : "–";
  const note = `CPU time and running time are those of the session that last ran it; ${formatTime(spared.cpu)} and ${formatTime(spared.running)} in all.`;
  return tableOf({ of: "cached results", all: there, top }, note, [
    names("out of the build cache", (row) => unitName(workUnit(row))),
    figures("CPU time", (row) => cost(row, "cpu")),
    figures("ran", (row) => cost(row, "running")),
    names("in session", ({ lastCost }) => lastCost?.session ?? "–"),
  ]);
}

/** The table of a build: its critical path, or, where nothing ran, what was there already. */
export function buildTable(analysis: ActionAnalysis, most?: number): ReportTable {
  const { ran, failed } = analysis.outcomes;
  const isCached = !ran && !failed && analysis.spared.actions > 0;
  return isCached ? cachedTable(analysis, most ?? mostOfPath) : pathTable(analysis, most);
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
