import type { Kind, Node } from "../syntax/tree.ts";
import { isLeaf } from "./leaves.ts";

const skipped = new Set<string>([",", ";", "\n", "comment"]);

/** The children that count. A list of statements stands in its block's stead: an empty block has none. */
export function parts(node: Node): Node[] {
  if (isLeaf(node)) return [];
  const counting: Node[] = [];
  for (const child of node.children) {
    if (child.kind === "statement_list") counting.push(...parts(child));
    else if (!skipped.has(child.kind) || (child.kind === ";" && node.kind === "for_clause"))
      counting.push(child);
  }
  return counting;
}

/** A chain of wrappers with one child each, such as a statement that is an expression that is a name, ends here. */
export function innermost(node: Node): Node {
  const only = parts(node);
  return only.length === 1 && only[0] ? innermost(only[0]) : node;
}

const clauseKinds: readonly Kind[] = ["expression_case", "type_case", "communication_case"];

/** What stands for a whole node of a pattern: a chain of wrappers, or a clause, with nothing but a placeholder. */
export function standIn(node: Node): Node {
  const [, value, ...rest] = clauseKinds.includes(node.kind) ? parts(node) : [];
  return value && rest.length === 1 ? innermost(value) : innermost(node);
}

const lists = new Set<string>([
  "block",
  "expression_case",
  "default_case",
  "type_case",
  "communication_case",
]);

/** Every list of statements at or below a node. */
export function* listsIn(node: Node): Generator<readonly Node[]> {
  if (lists.has(node.kind)) yield parts(node);
  // What stands behind a label or an else is a list of one.
  if (node.kind === "labeled_statement") yield parts(node).slice(-1);
  if (node.kind === "if_statement")
    yield node.children.filter((child) => child.field === "alternative" && child.kind === node.kind);
  for (const child of node.children) yield* listsIn(child);
}
