import { globMatcher } from "../../base/glob.ts";
import type { ActionAnalysis, ActionRow } from "../actions/analyze.ts";
import { workUnit } from "../actions/work-unit.ts";
import type { ProcessRow } from "../analysis/processes.ts";
import type { SourceFile } from "../analysis/source-files.ts";
import { type Analysis, analyze } from "../analyze.ts";
import { importPathOf, withoutVariant } from "../event.ts";
import type { Measured } from "../measure.ts";
import type { Misses } from "../misses/miss.ts";
import type { Advice } from "../rules/advice.ts";
import type { Timeline, TimelineProcess } from "../timeline.ts";
import type { ExplainedAction, Explanation } from "./explanation.ts";

/** A build with the advice about it. */
export interface AnalyzedBuild {
  readonly analysis: Analysis;
  readonly line: Timeline<Measured>;
  readonly misses?: Misses;
}

/**
 * Explains the packages whose import paths fit a list of globs, with test variants or without; in the order in which
 * they ran, what was there already last.
 */
export function explain(build: AnalyzedBuild, globs: string): Explanation[] {
  const matches = globMatcher(globs);
  const fits = (path: string): boolean => matches(path) || matches(withoutVariant(path));
  const ran = results(build).filter(({ path }) => fits(path));
  const told = new Set(ran.map(({ row }) => row));
  const there = (build.analysis.actions?.actions ?? []).flatMap((row, index) =>
    isResult(row) && fits(row.package) && !told.has(index)
      ? [{ path: row.package, tool: row.mode === "link" ? "link" : "compile", processes: [], row: index }]
      : [],
  );
  const places = placesOf(build);
  return [...ran, ...there].map((result) => explanation(result, build, places));
}

const isResult = ({ mode, outcome }: ActionRow): boolean =>
  (mode === "build" || mode === "link") && outcome !== "not-needed";

interface Result {
  readonly path: string;
  /** `link`, or `compile` with all that belongs to it. */
  readonly tool: string;
  readonly processes: readonly TimelineProcess<Measured>[];
  /** Index of its action. */
  readonly row?: number;
}

/** The processes, put together by what they worked for. */
function results({ line, analysis }: AnalyzedBuild): Result[] {
  const rows = new Map(
    (analysis.actions?.actions ?? []).flatMap((row, index) =>
      isResult(row) ? row.files.map((file) => [file, index] as const) : [],
    ),
  );
  const groups = new Map<string, { path: string; tool: string; processes: TimelineProcess<Measured>[] }>();
  for (const process of line.processes) {
    const path = importPathOf(process.header);
    const tool = process.header.tool === "link" ? "link" : "compile";
    const key = JSON.stringify([tool, path]);
    const group = groups.get(key) ?? { path, tool, processes: [] };
    group.processes.push(process);
    groups.set(key, group);
  }
  return [...groups.values()].map((group) => {
    const row = group.processes.map(({ file }) => rows.get(file)).find((index) => index !== undefined);
    return { ...group, ...(row !== undefined && { row }) };
  });
}

/** Where things stand, so that nothing is searched for once more for each of ten thousand packages. */
interface Places {
  /** Of actions, by their indexes, on the critical path; from 1 on. */
  readonly onPath: ReadonlyMap<number, number>;
  readonly misses: ReadonlyMap<string | undefined, Misses["missed"][number]>;
  /** Of processes, by their files. */
  readonly rows: ReadonlyMap<string, ProcessRow>;
}

function placesOf({ analysis, misses }: AnalyzedBuild): Places {
  const path = analysis.actions?.path.elements ?? [];
  return {
    onPath: new Map(path.map(({ action }, at) => [action, at + 1])),
    misses: new Map(misses?.missed.map((one) => [one.actionId, one])),
    rows: new Map(analysis.processes.map((row) => [row.file, row])),
  };
}

function explanation(
  { path, tool, processes, row }: Result,
  { analysis, line }: AnalyzedBuild,
  { onPath, misses, rows }: Places,
): Explanation {
  const own = analyze({ ...line, processes, findings: [] });
  const action = row === undefined ? undefined : analysis.actions?.actions[row];
  const miss = action && misses.get(action.actionId);
  return {
    ...{ package: path, work: tool },
    ...(action &&
      analysis.actions && { action: explainedAction(action, onPath.get(row!), analysis.actions) }),
    ...(miss && { miss }),
    processes: processes.flatMap(({ file }) => rows.get(file) ?? []),
    ...{ phases: own.phases, parts: own.parts, functions: own.functions, passes: own.passes },
    generics: own.declarations.filter(({ instances }) => instances > 0).sort((a, b) => b.own - a.own),
    dependencies: own.imports,
    files: processes.flatMap(({ trace }) => trace.figures.sources).sort((a, b) => costOf(b) - costOf(a)),
    advice: (analysis.advice ?? []).filter((one) => isAbout(one, path, processes)),
  };
}

const costOf = ({ parsing, compiling }: SourceFile): number => parsing + compiling;

function explainedAction(
  row: ActionRow,
  onPath: number | undefined,
  { actions }: ActionAnalysis,
): ExplainedAction {
  const after = lastWork(row, actions);
  return { ...row, ...(after && { after: workUnit(after) }), ...(onPath !== undefined && { onPath }) };
}

/** What only holds others together, inside go, is no work to name: what that waited for is. A graph has no cycles. */
function lastWork(row: ActionRow, actions: readonly ActionRow[]): ActionRow | undefined {
  let at = row.waitedFor;
  while (at !== undefined && actions[at]?.outcome === "internal") at = actions[at]!.waitedFor;
  return at === undefined ? undefined : actions[at];
}

/** Advice is about a package, one of its files, or a function or declaration in it. */
function isAbout(
  { subject }: Advice,
  path: string,
  processes: readonly TimelineProcess<Measured>[],
): boolean {
  const plain = withoutVariant(path);
  return (
    subject === plain ||
    subject.startsWith(`${plain}.`) ||
    processes.some(({ trace: { figures } }) => figures.sources.some(({ file }) => file === subject))
  );
}
