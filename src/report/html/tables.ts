import type { DeclarationRow } from "../../trace/analysis/declarations.ts";
import type { FunctionRow } from "../../trace/analysis/functions.ts";
import type { ImportRow, PartRow } from "../../trace/analysis/parts.ts";
import type { PhaseRow } from "../../trace/analysis/phases.ts";
import type { PackageRow, ProcessRow } from "../../trace/analysis/processes.ts";
import type { NamedSum } from "../../trace/analysis/sums.ts";
import type { Analysis } from "../../trace/analyze.ts";
import { actionTable, pathTable, whatIfTable } from "./action-tables.ts";
import { bytes, count, named, type Table, time, writeTable } from "./columns.ts";
import type { TableData } from "./data.ts";
import type { NameTable } from "./names.ts";

/** The tables of the page that have any rows. */
export function tableData(analysis: Analysis, names: NameTable): TableData[] {
  const write = <Row>(table: Table<Row>): TableData[] =>
    table.rows.length > 0 ? [writeTable(table, names)] : [];
  return [
    ...write(packageTable(analysis)),
    ...write(pathTable(analysis)),
    ...write(actionTable(analysis)),
    ...write(whatIfTable(analysis)),
    ...write(phaseTable(analysis.phases)),
    ...write(partTable(analysis.parts)),
    ...write(functionTable(analysis.functions)),
    ...write(declarationTable(analysis.declarations)),
    ...write(sumTable("passes", "Passes", onWorkers, analysis.passes)),
    ...write(sumTable("steps", "Steps", onWorkers, analysis.steps)),
    ...write(dependencyTable(analysis.imports)),
    ...write(sumTable("files", "Files", "Time on parallel parsers", analysis.files)),
    ...write(sumTable("works", "Work for functions", "Wall time on the main goroutine", analysis.works)),
  ];
}

const onWorkers = "Time on parallel workers";

/** A process is one of its package; the peak is the largest of them. */
function packageTable({ packages, processes }: Analysis): Table<PackageRow> {
  const peaks = peaksByPackage(processes);
  return {
    ...{ id: "packages", title: "Packages", rows: packages },
    note: "Wall time of the processes of a package; self is outside named phases; workers run side by side",
    columns: [
      named("package", (row) => row.package),
      time("total", (row) => row.wall),
      time("self", (row) => row.detailed - row.named),
      time("front end", (row) => row.frontEnd),
      time("back end", (row) => row.backEnd),
      time("on workers", (row) => row.functionTime),
      count("functions", (row) => row.functions),
      bytes("allocated", (row) => row.allocatedBytes),
      bytes("peak", (row) => peaks.get(row.package) ?? 0),
      count("GCs", (row) => row.gcCycles),
      bytes("code", (row) => row.textBytes),
      count("processes", (row) => row.processes),
    ],
  };
}

function peaksByPackage(processes: readonly ProcessRow[]): ReadonlyMap<string, number> {
  const peaks = new Map<string, number>();
  for (const row of processes) peaks.set(row.package, Math.max(row.peakRss, peaks.get(row.package) ?? 0));
  return peaks;
}

function phaseTable(rows: readonly PhaseRow[]): Table<PhaseRow> {
  return {
    ...{ id: "phases", title: "Phases", rows },
    note: "Wall time over all processes; self is outside named parts and imports; heap is the largest at an end",
    columns: [
      named("phase", (row) => row.name),
      time("total", (row) => row.time),
      time("self", (row) => row.time - row.inParts),
      count("count", (row) => row.count),
      bytes("allocated", (row) => row.allocatedBytes),
      bytes("heap", (row) => row.heapInUse),
      count("GCs", (row) => row.gcCycles),
      time("GC pauses", (row) => row.gcPauseNanoseconds),
    ],
  };
}

function partTable(rows: readonly PartRow[]): Table<PartRow> {
  return {
    ...{ id: "parts", title: "Parts", rows },
    note: "Wall time over all processes; self is what no other part or import in it has",
    columns: [
      named("part", (row) => row.name),
      time("total", (row) => row.time),
      time("self", (row) => row.self),
      count("count", (row) => row.count),
      named("phase", (row) => row.phase),
    ],
  };
}

function functionTable(rows: readonly FunctionRow[]): Table<FunctionRow> {
  return {
    ...{ id: "functions", title: "Functions", rows },
    note: "Total is time on parallel workers; front end is wall time spent for it on the main goroutine",
    columns: [
      named("function", ({ name, open }) => (open ? `${name} (no end)` : name)),
      time("total", (row) => row.time),
      time("front end", (row) => row.frontEnd),
      count("count", (row) => row.count),
      bytes("code", (row) => row.textBytes),
      bytes("frame", (row) => row.frameBytes),
      count("SSA values", (row) => row.valuesBefore),
      count("inlined calls", (row) => row.inlinedCalls),
      named("package", (row) => row.package),
    ],
  };
}

function declarationTable(rows: readonly DeclarationRow[]): Table<DeclarationRow> {
  return {
    ...{ id: "declarations", title: "Declarations", rows },
    note: "Time on parallel workers: self in what is made from the declaration, the rest where it was inlined",
    columns: [
      named("declaration", (row) => row.name),
      time("total", (row) => row.time),
      time("self", (row) => row.own),
      time("inlined", (row) => row.inlined),
      time("front end", (row) => row.frontEnd),
      count("functions", (row) => row.functions),
      count("instances", (row) => row.instances),
      count("inlined into", (row) => row.inlinedInto),
      bytes("code", (row) => row.textBytes),
    ],
  };
}

function dependencyTable(rows: readonly ImportRow[]): Table<ImportRow> {
  return {
    ...{ id: "dependencies", title: "Dependencies", rows },
    note: "Wall time of reading their export data, over all packages that import them",
    columns: [
      named("dependency", (row) => row.name),
      time("total", (row) => row.time),
      time("each", (row) => Math.round(row.time / row.count)),
      count("count", (row) => row.count),
      count("importers", (row) => row.importers),
    ],
  };
}

function sumTable(id: string, title: string, note: string, rows: readonly NamedSum[]): Table<NamedSum> {
  return {
    ...{ id, title, rows, note: `${note}; of the count, the summed ones were left out by a threshold` },
    columns: [
      named("name", (row) => row.name),
      time("total", (row) => row.time),
      time("each", (row) => Math.round(row.time / row.count)),
      count("count", (row) => row.count),
      count("summed", (row) => row.summed),
    ],
  };
}
