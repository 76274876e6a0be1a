import { type Node, type SyntaxTree, textOf } from "../syntax/tree.ts";
import type { Hunk, Side } from "./hunk.ts";
import { piecesOf } from "./leaves.ts";
import type { Match } from "./match.ts";
import type { Pattern } from "./pattern.ts";
import { endOf, spanOf, startOf } from "./render.ts";

/**
 * Whether a place where a pattern fits is one where the change was made before: `result` is a way in which the pattern of
 * the result fits, and each hunk's result stands in the very place where the hunk would go. That the result stands
 * anywhere else says nothing of this place.
 */
export function isMadeBy({ hunks }: Pattern, place: Match, result: Match, target: SyntaxTree): boolean {
  return hunks.every((hunk) =>
    hunk.minus.leaves.length > 0 ? isReplaced(hunk, place, result) : isInserted(hunk, place, result, target),
  );
}

function isReplaced({ minus, plus }: Hunk, place: Match, result: Match): boolean {
  const [old, now] = [spanOf(minus, place), spanOf(plus, result)];
  return old !== undefined && now !== undefined && old.from < now.to && now.from < old.to;
}

function isInserted({ minus, plus }: Hunk, place: Match, result: Match, target: SyntaxTree): boolean {
  const end = endOf(minus.after, place, target.text);
  const start = startOf(minus.before, place);
  if (plus.leaves.length === 0) return hasComments(plus, target, end, start);
  return end === undefined
    ? start === startOf(plus.before, result)
    : end === endOf(plus.after, result, target.text);
}

/** Comments are in no tree to match, so they are looked for between the hold and the next token. */
function hasComments({ tree, lines }: Side, target: SyntaxTree, end = -1, start = -1): boolean {
  const isInside = ({ from, to }: Node): boolean => lines.from <= from && to <= lines.to;
  const wanted = piecesOf(tree.root).filter(isInside);
  const pieces = piecesOf(target.root);
  const beside =
    end >= 0 ? pieces.filter(({ from }) => from >= end) : pieces.filter(({ to }) => to <= start).toReversed();
  const next = beside.findIndex(({ kind }) => kind !== "comment");
  const present = new Set(beside.slice(0, next < 0 ? undefined : next).map((piece) => textOf(target, piece)));
  return wanted.every((piece) => present.has(textOf(tree, piece)));
}
