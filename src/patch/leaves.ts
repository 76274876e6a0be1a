import type { Node } from "../syntax/tree.ts";

/** The tokens below a node, in the order of the text. Strings are one token each, comments are none. */
export function leavesOf(node: Node): Node[] {
  return piecesOf(node).filter(({ kind }) => kind !== "comment");
}

/** The tokens and the comments below a node, in the order of the text. */
export function piecesOf(node: Node): Node[] {
  return node.kind === "comment" || isLeaf(node) ? [node] : node.children.flatMap(piecesOf);
}

/** A token: nothing below it is matched. */
export const isLeaf = (node: Node): boolean => node.children.length === 0 || isAtom(node);

/** Literals are compared and placed as a whole: their quotes and escapes are children to tree-sitter. */
function isAtom(node: Node): boolean {
  return node.kind.endsWith("_literal") && /string|rune/.test(node.kind);
}
