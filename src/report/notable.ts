import { formatCount, formatShare, formatTime } from "../base/units.ts";
import type { ProcessRow } from "../trace/analysis/processes.ts";
import type { Analysis } from "../trace/analyze.ts";
import { printable } from "./printable.ts";

/** The share of the time between entry and exit that phases have to explain. */
const wanted = 0.98;

/** How far the figures are to be trusted, a sentence each: what is unexplained, and what is in sums only. */
export function notable(analysis: Analysis): string[] {
  return [...unexplained(analysis), ...summed(analysis)];
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
