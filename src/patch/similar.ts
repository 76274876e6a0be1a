import { positionAt } from "../base/range.ts";
import { type Node, type SyntaxTree, textOf, walk } from "../syntax/tree.ts";
import type { Candidate } from "./drift.ts";
import { leavesOf } from "./leaves.ts";
import { placeholderOf } from "./placeholders.ts";

/** A node with the tree that it belongs to and the file that this was read from. */
export interface Located {
  readonly file: string;
  readonly tree: SyntaxTree;
  readonly node: Node;
}

const shown = 3;
const threshold = 0.3;

/** The nodes most like `wanted`, by the tokens that they share (Dice's coefficient), best first. */
export function nearest(wanted: readonly string[], places: readonly Located[]): Candidate[] {
  return places
    .map((place) => ({ place, score: dice(wanted, tokensOf(place.tree, place.node)) }))
    .filter(({ score }) => score >= threshold)
    .sort(
      (a, b) =>
        b.score - a.score || compare(a.place.file, b.place.file) || a.place.node.from - b.place.node.from,
    )
    .slice(0, shown)
    .map(({ place, score }) => candidate(place, score));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function candidate({ file, tree, node }: Located, score: number): Candidate {
  const firstLine = textOf(tree, node).split("\n", 1)[0] ?? "";
  return { file, ...positionAt(tree.text, node.from), excerpt: firstLine.slice(0, 100), score };
}

/** The tokens of a node without placeholders. */
export function tokensOf(tree: SyntaxTree, node: Node): string[] {
  return leavesOf(node)
    .map((leaf) => textOf(tree, leaf))
    .filter((token) => placeholderOf(token) === undefined);
}

/** Twice the number of shared tokens over the number of all tokens; 1 for equal multisets. */
export function dice(a: readonly string[], b: readonly string[]): number {
  const left = new Map<string, number>();
  for (const token of a) left.set(token, (left.get(token) ?? 0) + 1);
  let shared = 0;
  for (const token of b) {
    const count = left.get(token) ?? 0;
    if (count > 0) shared++;
    left.set(token, count - 1);
  }
  return a.length + b.length === 0 ? 0 : (2 * shared) / (a.length + b.length);
}

/** Every statement below a node. */
export function statementsOf(node: Node): Node[] {
  return [...walk(node)].filter(
    (one) => one.named && (one.parent?.kind === "statement_list" || isElseIf(one)),
  );
}

const isElseIf = (node: Node): boolean => node.kind === "if_statement" && node.field === "alternative";
