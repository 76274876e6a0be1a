import type { ActionAnalysis } from "./actions/analyze.ts";
import { type ClockRow, clockRows } from "./analysis/clocks.ts";
import { type DeclarationRow, declarationRows } from "./analysis/declarations.ts";
import type { Figures } from "./analysis/figures.ts";
import { type FunctionRow, functionRows } from "./analysis/functions.ts";
import { type ImportRow, importRows, type PartRow, partRows, timeInParts } from "./analysis/parts.ts";
import { type PhaseRow, phaseRows } from "./analysis/phases.ts";
import { type PackageRow, type ProcessRow, packageRows, processRow } from "./analysis/processes.ts";
import { addByName, type NamedSum } from "./analysis/sums.ts";
import { add, nothing, type Totals } from "./analysis/totals.ts";
import type { TraceFinding } from "./finding.ts";
import type { Measured } from "./measure.ts";
import type { Advice } from "./rules/advice.ts";
import type { Timeline } from "./timeline.ts";

/**
 * Where the time went. All times are whole nanoseconds and all sums are exact up to 2^53 of them (104 days); what
 * thresholds and filters left out is in them. Tables are sorted by time, the longest first, then by name.
 *
 * Two kinds of time stand side by side and never in one percentage: wall time of processes, whose main goroutine is in
 * phases, parts and imports; and time on parallel workers, of functions, steps and passes, which adds up to more than
 * the wall time that it took.
 */
export interface Analysis {
  /** From the start of the first process to the end of the last one. */
  readonly elapsed: number;
  readonly total: Totals;
  /** In the order of the timeline. */
  readonly processes: readonly ProcessRow[];
  /** How far the times of processes may be off, by tool: what `processes` say one by one. */
  readonly clocks: readonly ClockRow[];
  /** By wall time. */
  readonly packages: readonly PackageRow[];
  readonly phases: readonly PhaseRow[];
  readonly parts: readonly PartRow[];
  readonly imports: readonly ImportRow[];
  /** Source files, by the time that it took to parse them on parallel goroutines. */
  readonly files: readonly NamedSum[];
  /** Kinds of work that is done for one function on the main goroutine. */
  readonly works: readonly NamedSum[];
  readonly functions: readonly FunctionRow[];
  /** Parts of functions on workers. */
  readonly steps: readonly NamedSum[];
  readonly passes: readonly NamedSum[];
  /** The time of functions, charged to the declarations that caused it. */
  readonly declarations: readonly DeclarationRow[];
  /** Its session had not ended when this was read: processes without an end were not killed. */
  readonly running?: true;
  /** What go did around the processes; absent where it was not asked. */
  readonly actions?: ActionAnalysis;
  /** What could be done about it, what would save most first; absent where nobody has asked the rules. */
  readonly advice?: readonly Advice[];
  readonly findings: readonly TraceFinding[];
}

/** Puts the figures of all processes together; what go did is not known here. */
export function analyze({ processes, findings }: Timeline<Measured>): Analysis {
  const rows = processes.map(processRow);
  const figures = processes.map(({ trace }) => trace.figures);
  const named = figures.map((one, i) => ({ package: rows[i]!.package, ...one }));
  const parts = figures.map((one) => one.parts);
  const sums = (of: (figures: Figures) => readonly NamedSum[]): NamedSum[] => addByName(figures.flatMap(of));
  return {
    elapsed: processes.reduce((last, { end }) => Math.max(last, end), 0),
    total: rows.reduce<Totals>(add, nothing),
    processes: rows,
    clocks: clockRows(processes),
    packages: packageRows(rows),
    phases: phaseRows(
      figures.flatMap(({ phases }) => phases),
      timeInParts(parts),
    ),
    parts: partRows(parts),
    imports: importRows(named),
    files: sums(({ files }) => files),
    works: sums(({ works }) => works.byWork),
    functions: functionRows(named),
    steps: sums(({ steps }) => steps),
    passes: sums(({ passes }) => passes),
    declarations: declarationRows(named),
    findings,
  };
}
