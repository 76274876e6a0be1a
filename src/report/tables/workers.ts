import type { Analysis } from "../../trace/analyze.ts";
import { formatBytes, formatShare, formatTime } from "../units.ts";
import { figures, names, type ReportTable, tableOf } from "./table.ts";

// Tables of time on parallel workers and parsers, which is no wall time.

type Sums = "files" | "steps" | "passes";

/** Shares of `whole`, which the note calls `wholeOf`. */
function sumTable(analysis: Analysis, of: Sums, top: number, wholeOf: string, whole: number): ReportTable {
  const title = { files: "file", steps: "step", passes: "pass" }[of];
  const note = `time on parallel ${of === "files" ? "parsers" : "workers"}, shares of ${wholeOf} ${formatTime(whole)}.`;
  return tableOf({ of, all: analysis[of], top }, note, [
    names(title, (row) => row.name),
    figures("on worker", (row) => formatTime(row.time)),
    figures("share", (row) => formatShare(row.time, whole)),
    figures("count", (row) => row.count),
    ...(of === "files" ? [] : [figures<{ summed: number }>("summed", (row) => row.summed)]),
  ]);
}

export function fileTable(analysis: Analysis, top: number): ReportTable {
  const whole = analysis.files.reduce((sum, { time }) => sum + time, 0);
  return sumTable(analysis, "files", top, "all files'", whole);
}

export function stepTable(analysis: Analysis, top: number): ReportTable {
  return sumTable(analysis, "steps", top, "all functions'", analysis.total.functionTime);
}

export function passTable(analysis: Analysis, top: number): ReportTable {
  return sumTable(analysis, "passes", top, "all functions'", analysis.total.functionTime);
}

export function functionTable({ functions, total }: Analysis, top: number): ReportTable {
  const { functionTime, summedFunctions, summedFunctionTime } = total;
  const summed =
    summedFunctions > 0 ? ` ${summedFunctions} more took ${formatTime(summedFunctionTime)}.` : "";
  const note = `time on parallel workers, shares of all functions' ${formatTime(functionTime)}, which is no wall time.${summed}`;
  return tableOf({ of: "functions", all: functions, top }, note, [
    names("function", (row) => (row.open ? `${row.name} (no end)` : row.name)),
    names("package", (row) => row.package),
    figures("on worker", (row) => formatTime(row.time)),
    figures("share", (row) => formatShare(row.time, functionTime)),
    figures("code", (row) => formatBytes(row.textBytes)),
  ]);
}

export function declarationTable({ declarations, total }: Analysis, top: number): ReportTable {
  const note = `time on parallel workers in functions made from them and where they were inlined, shares of all functions' ${formatTime(total.functionTime)}.`;
  return tableOf({ of: "declarations", all: declarations, top }, note, [
    names("declaration", (row) => row.name),
    figures("on worker", (row) => formatTime(row.time)),
    figures("share", (row) => formatShare(row.time, total.functionTime)),
    figures("functions", (row) => row.functions),
    figures("instances", (row) => row.instances),
    figures("inlined", (row) => formatTime(row.inlined)),
    figures("into", (row) => row.inlinedInto),
  ]);
}
