import { badPatch } from "../base/errors.ts";
import type { TextRange } from "../base/range.ts";
import type { Node, SyntaxTree } from "../syntax/tree.ts";
import { textOf } from "../syntax/tree.ts";
import { leavesOf } from "./leaves.ts";
import { standIn } from "./parts.ts";
import type { Change } from "./patch.ts";
import { type Placeholder, placeholderOf } from "./placeholders.ts";

/** A body as Go sees it with one of its signs: its context with its `-` lines, or with its `+` lines. */
export interface View {
  readonly tree: SyntaxTree;
  readonly declaration: Node;
  /** Offset of each body line in the view's text; lines that are not in the view stand at the next one's start. */
  readonly offsets: readonly number[];
}

/** A token beside a hunk that a token of the target stands for; `comma` if a comma comes between it and the hunk. */
export interface Hold {
  readonly leaf: Node;
  readonly comma: boolean;
}

/** What one view has of a hunk: its lines, the tokens on them, and what holds them. */
export interface Side {
  readonly tree: SyntaxTree;
  readonly lines: TextRange;
  readonly leaves: readonly Node[];
  /** The last token before the hunk and the first one after it, where they are no `...`. */
  readonly after: Hold | undefined;
  readonly before: Hold | undefined;
}

/** A run of `-` and `+` lines of a change's body, held in place by the pattern's tokens around it. */
export interface Hunk {
  /** What is there now; no leaves for a pure insertion. */
  readonly minus: Side;
  /** What will be there; no leaves for a deletion. */
  readonly plus: Side;
}

/** Reads the hunks of a body. Throws `bad-patch` for one that nothing holds or that holds what has no text. */
export function readHunks(change: Change, before: View, after: View): Hunk[] {
  return runsOf(change).map(({ first, end }) => {
    const hunk = { minus: side(before, first, end), plus: side(after, first, end) };
    refuse(change, hunk, after.offsets, first);
    return hunk;
  });
}

/** The signed runs of lines. Blank lines between signed ones belong to the run. */
function runsOf({ body }: Change): { first: number; end: number }[] {
  const runs: { first: number; end: number }[] = [];
  for (const [index, { sign }] of body.entries()) {
    const last = runs.at(-1);
    if (sign === " ") continue;
    if (last && body.slice(last.end, index).every(({ text }) => text.trim() === "")) last.end = index + 1;
    else runs.push({ first: index, end: index + 1 });
  }
  return runs;
}

function side({ tree, declaration, offsets }: View, first: number, end: number): Side {
  const lines = { from: offsets[first] ?? 0, to: offsets[end] ?? 0 };
  const leaves = leavesOf(declaration).filter((leaf) => leaf.kind !== ";");
  const inside = leaves.filter((leaf) => leaf.from >= lines.from && leaf.to <= lines.to);
  const last = leaves.findLastIndex((leaf) => leaf.to <= lines.from);
  const comma = leaves[last]?.kind === ",";
  return {
    tree,
    lines,
    leaves: inside,
    after: hold(tree, leaves[comma ? last - 1 : last], comma),
    before: hold(
      tree,
      leaves.find((leaf) => leaf.from >= lines.to),
      false,
    ),
  };
}

const hold = (tree: SyntaxTree, leaf: Node | undefined, comma: boolean): Hold | undefined =>
  leaf && !isElision(placeholderIn(tree, leaf)) && !isOfClauses(tree, leaf) ? { leaf, comma } : undefined;

/** The `case` and the `:` around what stands for any clauses. */
const isOfClauses = (tree: SyntaxTree, { parent }: Node): boolean =>
  parent !== undefined && placeholderIn(tree, standIn(parent))?.kind === "clauses";

export const placeholderIn = (tree: SyntaxTree, leaf: Node): Placeholder | undefined =>
  placeholderOf(textOf(tree, leaf));

const isElision = (placeholder: Placeholder | undefined): boolean =>
  placeholder !== undefined && placeholder.kind !== "one";

/** An elision without a name: its text can be neither deleted nor inserted. */
const isUnnamed = (tree: SyntaxTree, leaf: Node): boolean => {
  const placeholder = placeholderIn(tree, leaf);
  return isElision(placeholder) && placeholder?.kind !== "list";
};

function refuse(change: Change, { minus, plus }: Hunk, offsets: readonly number[], first: number): void {
  const at = change.body[first]?.line ?? change.line;
  if (minus.leaves.length === 0 && !minus.after && !minus.before)
    throw badPatch(change.file, at, "the insertion stands between two `...`: name a statement beside it");
  if (minus.leaves.some((leaf) => isUnnamed(minus.tree, leaf)))
    throw badPatch(
      change.file,
      at,
      "a `-` line holds `...`: what is deleted must be written out or bound by $x",
    );
  const elided = plus.leaves.find((leaf) => isUnnamed(plus.tree, leaf));
  if (elided)
    throw badPatch(
      change.file,
      lineAt(change, offsets, elided.from),
      "a `+` line holds `...`: what is inserted must be written out or bound by $...xs",
    );
}

/** The line of the patch file that stands at `offset` of a view. */
export function lineAt(change: Change, offsets: readonly number[], offset: number): number {
  const index = change.body.findLastIndex((_, index) => (offsets[index] ?? 0) <= offset);
  return change.body[index]?.line ?? change.line;
}
