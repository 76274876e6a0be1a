import type { Kind, Outcome } from "./kind.ts";
import type { Trial } from "./try.ts";

/** What came of the trees of one kind. */
export interface Count {
  readonly kind: Kind;
  readonly trees: number;
  readonly outcomes: ReadonlyMap<Outcome, number>;
  /** Those that the kind does not expect. */
  readonly unexpected: readonly Trial[];
}

/** Adds trials up by kind, in their order. */
export function countTrials(trials: readonly Trial[]): Count[] {
  const names = [...new Set(trials.map(({ kind }) => kind.name))];
  return names.map((name) => countKind(trials.filter(({ kind }) => kind.name === name)));
}

function countKind(trials: readonly Trial[]): Count {
  const [first] = trials;
  if (!first) throw new Error("a kind without trees");
  const { kind } = first;
  const outcomes = new Map<Outcome, number>();
  for (const { outcome } of trials) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  const unexpected = trials.filter(({ outcome }) => !kind.expected.includes(outcome));
  return { kind, trees: trials.length, outcomes, unexpected };
}

/** Of the trees that keep what the hooks mean, the share, from 0 to 1, in which every change stands where it should. */
export function shareKept(counts: readonly Count[]): number {
  const kept = counts.filter(({ kind }) => kind.keepsMeaning);
  const good = sum(kept, "applied") + sum(kept, "repaired");
  return good / kept.reduce((all, { trees }) => all + trees, 0);
}

export const sum = (counts: readonly Count[], outcome: Outcome): number =>
  counts.reduce((all, { outcomes }) => all + (outcomes.get(outcome) ?? 0), 0);

/** The counts as a Markdown table with a line of sums, and what is beyond expectation below it. */
export function renderCounts(counts: readonly Count[]): string {
  const head = ["kind", "keeps meaning", "trees", "applied", "repaired", "drift", "wrong place"];
  const rows = counts.map((count) => [
    count.kind.name,
    count.kind.keepsMeaning ? "yes" : "no",
    ...figures([count]),
    driftOf(count),
    String(sum([count], "wrong place")),
  ]);
  const all = ["all", "", ...figures(counts), "", String(sum(counts, "wrong place"))];
  const table = [head, head.map(() => "---"), ...rows, all].map((cells) => `| ${cells.join(" | ")} |\n`);
  const share = `\nApplied or repaired where meaning is kept: ${(100 * shareKept(counts)).toFixed(1)} %\n`;
  return (
    table.join("") + share + counts.flatMap(({ unexpected }) => unexpected.map(renderUnexpected)).join("")
  );
}

const figures = (counts: readonly Count[]): string[] => [
  String(counts.reduce((all, { trees }) => all + trees, 0)),
  String(sum(counts, "applied")),
  String(sum(counts, "repaired")),
];

function driftOf({ outcomes }: Count): string {
  const drift = [...outcomes].filter(
    ([outcome]) => !["applied", "repaired", "wrong place"].includes(outcome),
  );
  return drift
    .sort()
    .map(([outcome, count]) => `${count} ${outcome}`)
    .join(", ");
}

function renderUnexpected({ seed, change: aim, outcome, left, misplaced }: Trial): string {
  const drift = left.map((one) => `${one.drift.change}: ${one.drift.kind}, ${one.class}`);
  const wrong = misplaced.map(({ kind, change, at }) => `${change}: ${kind} at ${at}`);
  return `not expected: ${outcome} of ${seed}, at ${aim} (${[...drift, ...wrong].join("; ")})\n`;
}
