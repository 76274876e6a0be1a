import {
  overhead,
  type PatchState,
  type ReleaseUpgrade,
  type UpgradeRatio,
  type UpgradeRepair,
  type UpgradeReport,
  type UpgradeStatus,
  type UpgradeStep,
} from "../../audit/upgrade/report.ts";
import { formatCount, formatTime } from "../../base/units.ts";

export const stepMarks: Readonly<Record<UpgradeStatus, string>> = {
  passed: "✓",
  findings: "✗",
  failed: "✗",
  "not-run": "–",
};

/** What a release came to, in a sentence without a full stop. */
export function verdictOf({ verdict, steps }: ReleaseUpgrade): string {
  if (verdict === "passed") return "everything passes";
  const count = steps.reduce((sum, { findings }) => sum + findings.length, 0);
  const failed = steps.filter(({ status }) => status === "failed").map(({ step }) => step);
  const news = count > 0 ? [formatCount(count, "finding")] : [];
  return [...news, ...failed.map((step) => `${step} failed`)].join(", ");
}

const seconds = (value: number): string => formatTime(value * 1e9);

/** How long a step took; nothing of one that was not run. */
export const stepTime = (step: Pick<UpgradeStep, "status" | "seconds">): string =>
  step.status === "not-run" ? "" : seconds(step.seconds);

/** `1.04 (1.01 … 1.09)`: the median, and the interval of the measurements around it. */
const ratio = ({ median, low, high }: UpgradeRatio): string =>
  `${median.toFixed(2)} (${low.toFixed(2)} … ${high.toFixed(2)})`;

/** How the time of a release was spent. */
export function timeLine(release: ReleaseUpgrade): string {
  return `${seconds(release.seconds)} in all, ${overhead(release).toFixed(3)} × the time of the steps; ended ${release.date}.`;
}

/** The bench as a line; nothing where it was not run. */
export function benchLines({ figures: { off, on } }: ReleaseUpgrade): string[] {
  if (!off || !on) return [];
  return [
    `Compile time / stock over ${formatCount(off.rounds, "round")}: ${ratio(off)} with tracing off, ${ratio(on)} with tracing on.`,
  ];
}

/** What a repair came to, a sentence each. */
export function repairLines({
  from,
  kept,
  rejected,
  left,
  written,
  unwritten = [],
}: UpgradeRepair): string[] {
  const source = from === undefined ? "without an older release that fits" : `by what ${from} says`;
  return [
    `Repaired ${source}: ${kept.length > 0 ? kept.join(", ") : "nothing"}.`,
    ...(kept.length > 0
      ? [written ? "The patch files are changed." : "The patch files are as they were."]
      : []),
    ...unwritten.map(({ patchSet, why }) => `Not written: ${patchSet} (${why}).`),
    ...rejected.map(({ change, why }) => `Tried and rejected: ${change} (${why}).`),
    ...left.map(({ change, why }) => `Left: ${change} (${why}).`),
  ];
}

/** Titles of the matrix: a row for each release. */
export const matrixTitles = [
  "release",
  "from",
  "patches",
  "ways out",
  "audit",
  "proof",
  "compile time off / on",
  "state",
  "date",
] as const;

export function matrixRow(release: ReleaseUpgrade): string[] {
  const { figures, patches } = release;
  const { changes, openExits, takenExits, functions, changedFunctions, objects, off, on } = figures;
  const cell = (value: unknown, text: string): string => (value === undefined ? "–" : text);
  return [
    release.release,
    release.origin,
    `${patchCount(patches)}${changes === undefined ? "" : `, ${formatCount(changes, "change")}`}`,
    cell(takenExits, `${takenExits} taken, ${openExits} not covered`),
    cell(functions, `${changedFunctions} of ${functions} functions changed`),
    cell(objects, `${objects} objects equal`),
    cell(off, off && on ? `${ratio(off)} / ${ratio(on)}` : ""),
    verdictOf(release),
    release.date.slice(0, 10),
  ];
}

/** `16 of 16 fit`; those that a release leaves out do not count. */
function patchCount(patches: readonly PatchState[]): string {
  const wanted = patches.filter(({ state }) => state !== "left-out");
  return `${wanted.filter(({ state }) => state === "fits").length} of ${wanted.length} fit`;
}

/** The second table: a row for each patch of the sets, a column for each release. */
export function patchTable({ releases }: UpgradeReport): { titles: string[]; rows: string[][] } {
  const names = [...new Set(releases.flatMap(({ patches }) => patches.map(({ patch }) => patch)))];
  const cell = (name: string, { patches }: ReleaseUpgrade): string => {
    const found = patches.find(({ patch }) => patch === name);
    if (!found || found.state === "left-out") return "–";
    return found.state === "fits" ? String(found.changes) : "drift";
  };
  return {
    titles: ["patch", ...releases.map(({ release }) => release)],
    rows: names.map((name) => [name, ...releases.map((release) => cell(name, release))]),
  };
}
