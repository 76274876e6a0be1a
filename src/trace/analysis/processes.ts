import type { ClockSync } from "../clock/sync.ts";
import { importPathOf } from "../event.ts";
import type { Level } from "../event-type.ts";
import type { Measured } from "../measure.ts";
import type { TimelineProcess } from "../timeline.ts";
import { compare } from "./sums.ts";
import { add, nothing, type Totals } from "./totals.ts";

export interface ProcessRow extends Totals {
  readonly file: string;
  readonly tool: string;
  /** The import path, with its test variant; what `-p` said where that is unknown. */
  readonly package: string;
  readonly pid: number;
  readonly goVersion: string;
  readonly level: Level;
  /** Backend workers asked for. */
  readonly workers: number;
  /** Nanoseconds after the timeline's zero. */
  readonly start: number;
  readonly exit?: number;
  /** How its clock was tied to the timeline's, and how many nanoseconds its times may be off at most. */
  readonly clock: ClockSync["kind"];
  readonly clockError: number;
  readonly truncated: boolean;
  /** The most memory that it held at once; 0 where that is not known. */
  readonly peakRss: number;
  /** The share of its wall time that named phases cover, 0 to 1; absent where it records none. */
  readonly coverage?: number;
}

export interface PackageRow extends Totals {
  readonly package: string;
  /** How many processes worked on it. */
  readonly processes: number;
}

export function processRow({ header, trace, ...process }: TimelineProcess<Measured>): ProcessRow {
  const { file, start, exit, sync } = process;
  const { tool, pid, goVersion, level, workers } = header;
  const { total, peakRss } = trace.figures;
  return {
    ...{ file, tool, package: importPathOf(header), pid, goVersion, level, workers, start },
    ...{ clock: sync.kind, clockError: sync.error },
    ...(exit !== undefined && { exit }),
    ...{ truncated: trace.truncated, peakRss },
    ...total,
    ...(total.detailed > 0 && { coverage: total.named / total.detailed }),
  };
}

/** The longest wall time first, then by name. */
export function packageRows(processes: readonly ProcessRow[]): PackageRow[] {
  const rows = new Map<string, PackageRow>();
  for (const process of processes) {
    const row = rows.get(process.package) ?? { package: process.package, processes: 0, ...nothing };
    rows.set(row.package, { package: row.package, processes: row.processes + 1, ...add(row, process) });
  }
  return [...rows.values()].sort((a, b) => b.wall - a.wall || compare(a.package, b.package));
}
