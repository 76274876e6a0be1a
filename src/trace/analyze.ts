import type { TraceFinding } from "./finding.ts";
import { type Figures, measure, type Wall, type Work } from "./measure.ts";
import type { Timeline, TimelineProcess } from "./timeline.ts";

/**
 * Where the time went. All times are whole nanoseconds and all sums are exact up to 2^53 of them (104 days).
 *
 * Two kinds of time stand side by side and never in one percentage: `Wall` is wall time of processes (a part of a
 * process's wall time is a phase); `Work` is time of functions on parallel workers, which adds up to more than the
 * wall time that it took.
 */
export interface Analysis {
  /** From the start of the first process to the end of the last one. */
  readonly elapsed: number;
  readonly total: Wall & Work;
  /** In the order of the timeline. */
  readonly processes: readonly ProcessRow[];
  /** The longest wall time first, then by name. */
  readonly packages: readonly PackageRow[];
  /** The longest first, then by name. */
  readonly phases: readonly PhaseRow[];
  /** The longest first, then by package and name. */
  readonly functions: readonly FunctionRow[];
  readonly findings: readonly TraceFinding[];
}

export interface ProcessRow extends Wall, Work {
  readonly file: string;
  readonly tool: string;
  readonly package: string;
  readonly pid: number;
  readonly goVersion: string;
  /** Backend workers asked for. */
  readonly workers: number;
  /** Nanoseconds after the timeline's zero. */
  readonly start: number;
  readonly exit?: number;
  readonly clock: TimelineProcess["clock"];
  readonly truncated: boolean;
  /** The share of its wall time that named phases cover, 0 to 1. */
  readonly coverage: number;
}

export interface PackageRow extends Wall, Work {
  /** The import path, with its test variant; what `-p` said where that is unknown. */
  readonly package: string;
  /** How many processes compiled it. */
  readonly processes: number;
}

export interface PhaseRow {
  readonly name: string;
  /** Wall time in all processes. */
  readonly time: number;
  readonly count: number;
}

export interface FunctionRow {
  readonly package: string;
  readonly name: string;
  /** Time on its worker. */
  readonly time: number;
  readonly count: number;
  readonly textBytes: number;
  /** Whether no end was recorded: its process ended in it, or was killed before the end reached the file. */
  readonly open: boolean;
}

export function analyze({ processes, findings }: Timeline): Analysis {
  const measured = processes.map((process) => ({ process, figures: measure(process.trace) }));
  const rows = measured.map(({ process, figures }) => processRow(process, figures));
  return {
    elapsed: processes.reduce((last, { end }) => Math.max(last, end), 0),
    total: rows.reduce(sum, nothing),
    processes: rows,
    packages: packageRows(rows),
    phases: phaseRows(measured.map(({ figures }) => figures)),
    functions: functionRows(measured),
    findings,
  };
}

const nothing: Wall & Work = {
  wall: 0,
  frontEnd: 0,
  backEnd: 0,
  named: 0,
  functions: 0,
  functionTime: 0,
  textBytes: 0,
};

function sum(a: Wall & Work, b: Wall & Work): Wall & Work {
  return {
    wall: a.wall + b.wall,
    frontEnd: a.frontEnd + b.frontEnd,
    backEnd: a.backEnd + b.backEnd,
    named: a.named + b.named,
    functions: a.functions + b.functions,
    functionTime: a.functionTime + b.functionTime,
    textBytes: a.textBytes + b.textBytes,
  };
}

function packageOf({ header }: TimelineProcess): string {
  return header.importPath ?? header.package;
}

function processRow(process: TimelineProcess, { total }: Figures): ProcessRow {
  const { file, header, start, exit, clock, trace } = process;
  const { tool, pid, goVersion, workers } = header;
  return {
    ...{ file, tool, package: packageOf(process), pid, goVersion, workers, start, clock },
    ...(exit !== undefined && { exit }),
    truncated: trace.truncated,
    ...total,
    coverage: total.wall === 0 ? 0 : total.named / total.wall,
  };
}

function packageRows(processes: readonly ProcessRow[]): PackageRow[] {
  const rows = new Map<string, PackageRow>();
  for (const process of processes) {
    const row = rows.get(process.package) ?? { package: process.package, processes: 0, ...nothing };
    rows.set(process.package, {
      package: row.package,
      processes: row.processes + 1,
      ...sum(row, process),
    });
  }
  return [...rows.values()].sort((a, b) => b.wall - a.wall || compare(a.package, b.package));
}

function phaseRows(figures: readonly Figures[]): PhaseRow[] {
  const rows = new Map<string, PhaseRow>();
  for (const { name, time } of figures.flatMap(({ phases }) => phases)) {
    const row = rows.get(name);
    rows.set(name, { name, time: (row?.time ?? 0) + time, count: (row?.count ?? 0) + 1 });
  }
  return [...rows.values()].sort((a, b) => b.time - a.time || compare(a.name, b.name));
}

interface Measured {
  readonly process: TimelineProcess;
  readonly figures: Figures;
}

function functionRows(measured: readonly Measured[]): FunctionRow[] {
  const rows = new Map<string, FunctionRow>();
  for (const { process, figures } of measured) {
    const of = packageOf(process);
    for (const { name, time, textBytes, open } of figures.functions) {
      const key = JSON.stringify([of, name]);
      const row = rows.get(key) ?? { package: of, name, time: 0, count: 0, textBytes: 0, open: false };
      rows.set(key, {
        ...row,
        time: row.time + time,
        count: row.count + 1,
        textBytes: row.textBytes + textBytes,
        open: row.open || open,
      });
    }
  }
  return [...rows.values()].sort(
    (a, b) => b.time - a.time || compare(a.package, b.package) || compare(a.name, b.name),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
