import { formatCount, formatShare, formatTime } from "../base/units.ts";
import type { ProcessRow } from "../trace/analysis/processes.ts";
import type { Analysis } from "../trace/analyze.ts";
import { printable } from "./printable.ts";

/** The share of the time between entry and exit that phases have to explain. */
const wanted = 0.98;

/** The share of the time from which on a cause is worth a sentence. */
const worth = 0.01;

/** What the tables would not tell at a glance, a sentence each: what is unexplained, and what costs more than it seems. */
export function notable(analysis: Analysis): string[] {
  return [
    ...unexplained(analysis),
    ...summed(analysis),
    ...instances(analysis),
    ...inlined(analysis),
    ...imports(analysis),
  ];
}

function unexplained({ processes, total }: Analysis): string[] {
  const low = processes.filter(({ coverage = 1 }) => coverage < wanted);
  const [least] = low.sort((a, b) => b.detailed - b.named - (a.detailed - a.named));
  const { orphans } = total;
  return [
    ...(least ? [unexplainedText(least, formatCount(low.length, "process", "processes"))] : []),
    ...(orphans > 0
      ? [`${formatCount(orphans, "pass or step", "passes or steps")} lie in no function.`]
      : []),
  ];
}

function unexplainedText(most: ProcessRow, processes: string): string {
  const { tool, package: of, coverage = 0, beforePhases, betweenPhases, afterPhases } = most;
  const [before, between, after] = [beforePhases, betweenPhases, afterPhases].map(formatTime);
  return (
    `Named phases explain less than ${formatShare(wanted, 1)} of ${processes}; most is missing of ` +
    `${printable(`${tool} of ${of}`)} (${formatShare(coverage, 1)} explained): ${before} before the first, ${between} ` +
    `between two, ${after} after the last.`
  );
}

function summed({ total: { summedFunctions, summedFunctionTime } }: Analysis): string[] {
  if (summedFunctions === 0) return [];
  return [
    `${formatCount(summedFunctions, "function")} (${formatTime(summedFunctionTime)}) that a threshold or filter left out are in the totals only.`,
  ];
}

function instances({ declarations, total }: Analysis): string[] {
  return declarations
    .filter((row) => row.instances > 1 && row.own >= worth * total.functionTime)
    .slice(0, 2)
    .map(
      (row) => `${row.instances} instances of ${printable(row.name)}: ${cost(row.own, total.functionTime)}.`,
    );
}

function inlined({ declarations, total }: Analysis): string[] {
  const [most] = declarations
    .filter((row) => row.inlined >= worth * total.functionTime)
    .sort((a, b) => b.inlined - a.inlined);
  if (!most) return [];
  const into = formatCount(most.inlinedInto, "function");
  return [`${printable(most.name)}, inlined into ${into}: ${cost(most.inlined, total.functionTime)}.`];
}

function cost(time: number, whole: number): string {
  return `${formatTime(time)} on workers, ${formatShare(time, whole)} of all functions`;
}

function imports({ imports: [most], total }: Analysis): string[] {
  if (!most || most.time < worth * total.detailed) return [];
  const many = formatCount(most.importers, "package");
  const share = formatShare(most.time, total.detailed);
  return [`Reading ${printable(most.name)} for ${many}: ${formatTime(most.time)}, ${share} of the time.`];
}
