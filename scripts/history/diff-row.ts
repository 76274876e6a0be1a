import { positionAt } from "../../src/base/range.ts";
import type { Plan } from "../../src/patch/plan.ts";
import { type Checkout, insertionsIn, type LineDiff, type LinePatch, type Tool, tools } from "./line-diff.ts";
import type { Score } from "./row.ts";

/** What one tool makes of a line diff. */
export interface DiffScores {
  readonly tool: Tool;
  readonly hunks: Score;
  readonly files: Score;
  readonly whole: Score;
}

/** Applies a diff to the release that is checked out, by every tool, as a whole, by files and by hunks. */
export function scoreDiff(checkout: Checkout, diff: LineDiff, shipped: Plan): DiffScores[] {
  const points = pointsOf(shipped);
  return tools.map((tool) => {
    const score = (patches: readonly LinePatch[]): Score => {
      const results = patches.map((patch) => isRight(checkout, tool, patch, points));
      const count = (what: boolean): number => results.filter((result) => result === what).length;
      return { right: count(true), wrong: count(false), all: patches.length };
    };
    return { tool, hunks: score(diff.hunks), files: score(diff.files), whole: score([diff.whole]) };
  });
}

/** Whether all that a patch inserts stands at lines where the shipped set inserts something; undefined if it fails. */
function isRight(
  checkout: Checkout,
  tool: Tool,
  patch: LinePatch,
  points: ReadonlyMap<string, ReadonlySet<number>>,
): boolean | undefined {
  const before = new Map(patch.files.map((path) => [path, checkout.read(path)]));
  const after = checkout.apply(tool, patch);
  if (!after) return undefined;
  return [...after].every(([path, text]) =>
    [...insertionsIn(before.get(path) ?? "", text)].every((line) => points.get(path)?.has(line)),
  );
}

/** The lines, counted from 0, at which a plan puts something in front of or into. */
function pointsOf({ files }: Plan): Map<string, Set<number>> {
  return new Map(
    files.flatMap(({ path, before, edits }): [string, Set<number>][] =>
      before === undefined || !edits
        ? []
        : [[path, new Set(edits.edits.map(({ from }) => positionAt(before, from).line - 1))]],
    ),
  );
}
