import { formatBytes, formatShare, formatTime } from "../../base/units.ts";
import type { Analysis } from "../../trace/analyze.ts";
import { figures, names, type ReportTable, sumColumns, summedColumn, tableOf } from "./table.ts";

// Tables of wall time: packages and what their main goroutines were in.

export function packageTable({ packages, total }: Analysis, top: number): ReportTable {
  const note = `wall time of the processes, shares of all processes' ${formatTime(total.wall)}.`;
  return tableOf({ of: "packages", all: packages, top }, note, [
    names("package", (row) => row.package),
    figures("wall", (row) => formatTime(row.wall)),
    figures("share", (row) => formatShare(row.wall, total.wall)),
    figures("front end", (row) => formatTime(row.frontEnd)),
    figures("back end", (row) => formatTime(row.backEnd)),
    figures("functions", (row) => row.functions),
    figures("code", (row) => formatBytes(row.textBytes)),
  ]);
}

/** With a last row for what is in no phase, so that the column adds up to the whole. */
export function phaseTable({ phases, total }: Analysis, top: number): ReportTable {
  const { detailed, named, beforePhases, betweenPhases, afterPhases } = total;
  const inNone = [beforePhases, betweenPhases, afterPhases].map(formatTime);
  const none = `in none: ${inNone[0]} before the first, ${inNone[1]} between, ${inNone[2]} after the last`;
  const rest = detailed > named ? none : "parts are named work, and imports";
  const note = `wall time, shares of ${formatTime(detailed)}; ${rest}.`;
  const table = tableOf({ of: "phases", all: phases, top }, note, [
    names("phase", (row) => row.name),
    figures("wall", (row) => formatTime(row.time)),
    figures("share", (row) => formatShare(row.time, detailed)),
    figures("in parts", (row) => formatTime(row.inParts)),
    figures("allocated", (row) => formatBytes(row.allocatedBytes)),
    figures("heap", (row) => formatBytes(row.heapInUse)),
    figures("GCs", (row) => row.gcCycles),
    figures("count", (row) => row.count),
  ]);
  const last = ["(in no phase)", formatTime(detailed - named), formatShare(detailed - named, detailed)];
  return detailed > named ? withRow(table, last) : table;
}

function withRow({ columns, note }: ReportTable, row: readonly string[]): ReportTable {
  return {
    note,
    columns: columns.map((column, i) => ({ ...column, cells: [...column.cells, row[i] ?? ""] })),
  };
}

export function partTable({ parts, total }: Analysis, top: number): ReportTable {
  const note = `wall time, shares of ${formatTime(total.detailed)}; self is what no other part or import in it has.`;
  return tableOf({ of: "parts", all: parts, top }, note, [
    names("part", (row) => row.name),
    names("phase", (row) => row.phase),
    figures("wall", (row) => formatTime(row.time)),
    figures("share", (row) => formatShare(row.time, total.detailed)),
    figures("self", (row) => formatTime(row.self)),
    figures("count", (row) => row.count),
  ]);
}

/** The packages whose export data was read. */
export function dependencyTable({ imports, total }: Analysis, top: number): ReportTable {
  const note = `wall time of reading their export data, shares of ${formatTime(total.detailed)}.`;
  return tableOf({ of: "dependencies", all: imports, top }, note, [
    names("dependency", (row) => row.name),
    figures("wall", (row) => formatTime(row.time)),
    figures("share", (row) => formatShare(row.time, total.detailed)),
    figures("importers", (row) => row.importers),
    figures("each", (row) => formatTime(row.time / row.count)),
  ]);
}

/** Kinds of work for single functions on the main goroutine. */
export function workTable({ works, total }: Analysis, top: number): ReportTable {
  const note = `wall time on the main goroutine, for one function at a time; shares of ${formatTime(total.detailed)}.`;
  return tableOf({ of: "kinds of work", all: works, top }, note, [
    ...sumColumns("work", "wall", total.detailed),
    summedColumn,
  ]);
}
