import { formatBytes, formatShare, formatTime } from "../../base/units.ts";
import type { Explanation } from "../../trace/explain/explanation.ts";
import { figures, names, type ReportTable, tableOf } from "../tables/table.ts";

/** What a package's time went to; the tables that have any rows. */
export function explanationTables(one: Explanation, top: number): ReportTable[] {
  const whole = one.processes.reduce((sum, { wall }) => sum + wall, 0);
  const workers = one.functions.reduce((sum, { time }) => sum + time, 0);
  const all = [
    phases(one, top, whole),
    functions(one, top, workers),
    passes(one, top, workers),
    generics(one, top, workers),
    dependencies(one, top, whole),
    files(one, top),
  ];
  return all.filter(({ columns }) => columns[0]!.cells.length > 0);
}

function phases({ phases: all }: Explanation, top: number, whole: number): ReportTable {
  return tableOf({ of: "phases", all, top }, `wall time, shares of ${formatTime(whole)}.`, [
    names("phase", (row) => row.name),
    figures("wall", (row) => formatTime(row.time)),
    figures("share", (row) => formatShare(row.time, whole)),
    figures("allocated", (row) => formatBytes(row.allocatedBytes)),
  ]);
}

const onWorkers = (workers: number): string => `time on parallel workers, shares of ${formatTime(workers)}.`;

function functions({ functions: all }: Explanation, top: number, workers: number): ReportTable {
  return tableOf({ of: "functions", all, top }, onWorkers(workers), [
    names("function", (row) => row.name),
    figures("on worker", (row) => formatTime(row.time)),
    figures("share", (row) => formatShare(row.time, workers)),
    figures("values", (row) => row.values),
    figures("code", (row) => formatBytes(row.textBytes)),
  ]);
}

function passes({ passes: all }: Explanation, top: number, workers: number): ReportTable {
  return tableOf({ of: "passes", all, top }, onWorkers(workers), [
    names("pass", (row) => row.name),
    figures("on worker", (row) => formatTime(row.time)),
    figures("share", (row) => formatShare(row.time, workers)),
  ]);
}

function generics({ generics: all }: Explanation, top: number, workers: number): ReportTable {
  return tableOf({ of: "generic declarations", all, top }, onWorkers(workers), [
    names("generic declaration", (row) => row.name),
    figures("instances", (row) => row.instances),
    figures("on worker", (row) => formatTime(row.own)),
    figures("share", (row) => formatShare(row.own, workers)),
  ]);
}

function dependencies({ dependencies: all }: Explanation, top: number, whole: number): ReportTable {
  return tableOf({ of: "dependencies", all, top }, "wall time of reading their export data.", [
    names("dependency", (row) => row.name),
    figures("wall", (row) => formatTime(row.time)),
    figures("share", (row) => formatShare(row.time, whole)),
  ]);
}

function files({ files: all }: Explanation, top: number): ReportTable {
  const known = all.filter(({ parsing, compiling }) => parsing + compiling > 0);
  const note = "time on parallel parsers and workers; lines as far as declarations tell.";
  return tableOf({ of: "files", all: known, top }, note, [
    names("file", (row) => row.file),
    figures("parsing", (row) => formatTime(row.parsing)),
    figures("functions", (row) => formatTime(row.compiling)),
    figures("lines", (row) => row.lines),
  ]);
}
