import type { PatchSet } from "../../src/patch/patch.ts";
import type { Plan } from "../../src/patch/plan.ts";
import type { ReleaseSources } from "../../src/patch/repair/diagnosis.ts";
import { repair } from "../../src/patch/repair/repair.ts";
import type { GoParser } from "../../src/syntax/tree.ts";
import { idsOf, planOfWhatFits, repairedSet } from "../synthetic/fitting.ts";

/** How many of some changes, or hunks, or files, a tool got into a release. */
export interface Score {
  /** Where the shipped set has them. */
  readonly right: number;
  /** Elsewhere, or where the shipped set has nothing, without a word. */
  readonly wrong: number;
  readonly all: number;
}

/** What the changes of a set that knows one release come to on another. */
export interface ChangeScores {
  readonly asIs: Score;
  readonly repaired: Score;
}

/**
 * Plans `known`, a set of what holds for the release `from`, on the release `to`, as it is and repaired. Right is what the
 * plan of the shipped set, `shipped`, says.
 */
export function scoreChanges(
  parser: GoParser,
  known: PatchSet,
  from: ReleaseSources,
  to: ReleaseSources,
  shipped: Plan,
): ChangeScores {
  const asIs = planOfWhatFits(parser, known, to);
  const mended = repairedSet(known, repair(parser, known, to, from));
  const repaired = planOfWhatFits(parser, mended, to);
  const all = idsOf(known).size;
  return { asIs: score(asIs, shipped, all), repaired: score(repaired, shipped, all) };
}

function score(plan: Plan, shipped: Plan, all: number): Score {
  const ids = [...new Set(plan.changes.map(({ id }) => id))];
  const right = ids.filter((id) => placesOf(plan, id) === placesOf(shipped, id)).length;
  return { right, wrong: ids.length - right, all };
}

/** Where a change puts its text, as one word. */
const placesOf = ({ changes, files }: Plan, id: string): string => {
  const edits = files.flatMap(({ path, edits }) =>
    (edits?.edits ?? [])
      .filter(({ origin, insert }) => origin === id && !insert.startsWith("import "))
      .map(({ from }) => `${path}:${from}`),
  );
  return [...edits, changes.some((one) => one.id === id)].join(" ");
};
