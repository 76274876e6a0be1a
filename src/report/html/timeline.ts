import type { ActionAnalysis } from "../../trace/actions/analyze.ts";
import type { ProcessRow } from "../../trace/analysis/processes.ts";
import type { Analysis } from "../../trace/analyze.ts";
import type { Outline } from "../../trace/outline.ts";
import type { TimelineActions, TimelineData } from "./data.ts";
import type { NameTable } from "./names.ts";

/** The processes with their phases; `outlines` are theirs, in the same order. */
export function timelineData(
  { elapsed, processes, phases, actions, running }: Analysis,
  outlines: readonly Outline[],
  names: NameTable,
): TimelineData {
  const phaseNumbers = new Map(phases.map(({ name }, i) => [name, i]));
  return {
    elapsed: micro(elapsed),
    phases: phases.map(({ name }) => names.id(name)),
    tool: processes.map(({ tool }) => names.id(tool)),
    package: processes.map((process) => names.id(process.package)),
    start: processes.map(({ start }) => micro(start)),
    end: processes.map(({ start, wall }) => micro(start + wall)),
    exit: processes.map(({ exit }) => exit ?? (running ? "running" : "killed")),
    intervals: outlines.map((outline) => intervals(outline, phaseNumbers)),
    parallel: processes.map((process, i) => parallel(process, outlines[i]!)),
    ...(actions && { actions: timelineActions(actions, processes) }),
  };
}

function timelineActions(
  { actions, path }: ActionAnalysis,
  processes: readonly ProcessRow[],
): TimelineActions {
  const rows = actions.flatMap((row, index) =>
    row.files.length > 0 && row.ready !== undefined ? [{ ...row, index }] : [],
  );
  const [first] = rows;
  const ofFile = new Map(rows.flatMap(({ files }, i) => files.map((file) => [file, i])));
  const critical = new Set(path.elements.map(({ action }) => action));
  return {
    of: processes.map(({ file }) => ofFile.get(file) ?? -1),
    begin: first ? micro(first.ready! - first.forDependencies!) : 0,
    ready: rows.map(({ ready = 0 }) => micro(ready)),
    start: rows.map(({ start = 0 }) => micro(start)),
    slack: rows.map(({ slack }) => micro(slack)),
    critical: rows.map(({ index }) => (critical.has(index) ? 1 : 0)),
  };
}

function intervals({ phases }: Outline, numbers: ReadonlyMap<string, number>): number[] {
  return phases.flatMap(({ name, start, end }) => [numbers.get(name)!, micro(start), micro(end - start)]);
}

function parallel({ wall }: ProcessRow, { parallel }: Outline): number[] {
  const width = Math.max(wall, 1) / Math.max(parallel.length, 1);
  return parallel.map((time) => Math.round((100 * time) / width));
}

/** Nanoseconds in whole microseconds. */
export function micro(nanoseconds: number): number {
  return Math.round(nanoseconds / 1000);
}
