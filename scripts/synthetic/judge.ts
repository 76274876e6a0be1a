import type { Edit } from "../../src/edit/edit.ts";
import type { Plan } from "../../src/patch/plan.ts";
import type { SyntaxTree } from "../../src/syntax/tree.ts";
import type { Anchor } from "./anchor.ts";
import { tokenAfter, tokenBefore } from "./code.ts";
import type { NewPlace, Rewritten, Stretch } from "./refactoring.ts";

/**
 * What is wrong with where a change went: text stands where no anchor is (`stray`), one of several places was chosen without
 * a reason (`guess`), or a place is without the text that every place was to have (`missed`).
 */
export interface Misplaced {
  readonly kind: "stray" | "guess" | "missed";
  readonly change: string;
  readonly at: string;
}

/** Where an edit puts its text: behind the token that ends at `after`, before the one that starts at `before`. */
interface Gap {
  readonly file: string;
  readonly after: number;
  readonly before: number;
}

/**
 * Whether what a plan inserts stands where the refactoring has taken the anchors, and nowhere else. The planner is asked
 * nothing: `anchors` are those of the release, `rewritten` knows where every character of it is, and a plan's edits say
 * where they go. Only changes in `placed` are judged, the others are drift.
 */
export function misplaced(
  plan: Plan,
  placed: ReadonlySet<string>,
  anchors: readonly Anchor[],
  rewritten: Rewritten,
  tree: (file: string) => SyntaxTree,
): Misplaced[] {
  const gaps = gapsOf(plan, tree);
  return [...placed].sort().flatMap((id) =>
    judgeChange(
      id,
      gaps.get(id) ?? [],
      anchors.filter(({ change }) => change.id === id),
      rewritten,
    ),
  );
}

function judgeChange(
  id: string,
  gaps: readonly Gap[],
  anchors: readonly Anchor[],
  rewritten: Rewritten,
): Misplaced[] {
  const expected = anchors.map((anchor) => ({ anchor, places: placesOf(anchor, rewritten) }));
  const all = expected.flatMap(({ anchor, places }) => places.map((place) => ({ anchor, place })));
  const strays = gaps.filter((gap) => !all.some(({ anchor, place }) => isAt(gap, anchor, place)));
  return [
    ...strays.map(({ file, before }) => ({ kind: "stray" as const, change: id, at: `${file}:${before}` })),
    ...expected.flatMap(({ anchor, places }) => {
      const kind = unserved(anchor, places, gaps);
      return kind ? [{ kind, change: id, at: `${anchor.file}:${anchor.hold.at}` }] : [];
    }),
  ];
}

const placesOf = ({ hold }: Anchor, rewritten: Rewritten): NewPlace[] =>
  rewritten.placesOf(hold.file, hold.at);

/**
 * What is wrong beside an anchor, if anything. One that is there once has text beside it. One that is there twice has it
 * at both if every place was meant, else whoever chose has guessed; but where one stands for the other, as a call for what
 * was extracted, either is right. With one that is gone only a change that was meant for every place still fits.
 */
function unserved(
  anchor: Anchor,
  places: readonly NewPlace[],
  gaps: readonly Gap[],
): "guess" | "missed" | undefined {
  const served = places.filter((place) => gaps.some((gap) => isAt(gap, anchor, place)));
  const isEvery = anchor.change.occurrence === "every";
  const isEither = places.length > 1 && places.some(({ isRenewed }) => isRenewed);
  if (
    served.length === (isEither ? 1 : isEvery ? places.length : 1) &&
    (isEither || isEvery || places.length === 1)
  )
    return undefined;
  return isEvery ? "missed" : "guess";
}

const isAt = (gap: Gap, { hold }: Anchor, place: Stretch): boolean =>
  gap.file === place.file && (hold.side === "after" ? gap.after === place.to : gap.before === place.from);

/** The gaps of each change's edits; imports are no part of it. */
function gapsOf(plan: Plan, tree: (file: string) => SyntaxTree): Map<string, Gap[]> {
  const gaps = new Map<string, Gap[]>();
  for (const { path, edits } of plan.files) {
    for (const edit of edits?.edits.filter((one) => !isImport(one)) ?? [])
      gaps.set(edit.origin, [...(gaps.get(edit.origin) ?? []), gapAt(path, tree(path), edit.from)]);
  }
  return gaps;
}

const isImport = ({ insert }: Edit): boolean => /^import "/.test(insert);

function gapAt(file: string, tree: SyntaxTree, at: number): Gap {
  return {
    file,
    after: tokenBefore(tree, at)?.to ?? 0,
    before: tokenAfter(tree, at)?.from ?? tree.text.length,
  };
}
