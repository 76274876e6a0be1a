import type { SyntaxTree } from "../syntax/tree.ts";
import type { Hunk } from "./hunk.ts";
import type { Match } from "./match.ts";
import type { Pattern } from "./pattern.ts";
import { endOf, spanOf, startOf } from "./render.ts";

/**
 * Whether a place where a pattern fits is one where the change was made before: `result` is a way in which the pattern of
 * the result fits, and each hunk's result stands in the very place where the hunk would go. That the result stands
 * anywhere else says nothing of this place.
 */
export function isMadeBy({ hunks }: Pattern, place: Match, result: Match, { text }: SyntaxTree): boolean {
  return hunks.every((hunk) =>
    hunk.minus.leaves.length > 0 ? isReplaced(hunk, place, result) : isInserted(hunk, place, result, text),
  );
}

function isReplaced({ minus, plus }: Hunk, place: Match, result: Match): boolean {
  const [old, now] = [spanOf(minus, place), spanOf(plus, result)];
  return old !== undefined && now !== undefined && old.from < now.to && now.from < old.to;
}

function isInserted({ minus, plus }: Hunk, place: Match, result: Match, text: string): boolean {
  const end = endOf(minus.after, place, text);
  return end === undefined
    ? startOf(minus.before, place) === startOf(plus.before, result)
    : end === endOf(plus.after, result, text);
}
