import { formatBytes, formatShare, formatTime } from "../../base/units.ts";
import type { NamedSum } from "../../trace/analysis/sums.ts";
import type { Analysis } from "../../trace/analyze.ts";
import { figures, names, type ReportTable, type Rows, sumColumns, summedColumn, tableOf } from "./table.ts";

// Tables of time on parallel workers and parsers, which is no wall time.

export function fileTable({ files }: Analysis, top: number): ReportTable {
  const whole = files.reduce((sum, { time }) => sum + time, 0);
  const note = `time on parallel parsers, shares of all files' ${formatTime(whole)}.`;
  return tableOf({ of: "files", all: files, top }, note, sumColumns("file", "on worker", whole));
}

export function stepTable({ steps, total }: Analysis, top: number): ReportTable {
  return partsOfFunctions({ of: "steps", all: steps, top }, "step", total.functionTime);
}

export function passTable({ passes, total }: Analysis, top: number): ReportTable {
  return partsOfFunctions({ of: "passes", all: passes, top }, "pass", total.functionTime);
}

function partsOfFunctions(rows: Rows<NamedSum>, title: string, functionTime: number): ReportTable {
  const note = `time on parallel workers, shares of all functions' ${formatTime(functionTime)}.`;
  return tableOf(rows, note, [...sumColumns(title, "on worker", functionTime), summedColumn]);
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
