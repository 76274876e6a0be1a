import type { Node } from "../src/syntax/tree.ts";

/** The first node, in the order of the text, on which two trees differ, as text for people; null if they are equal. */
export function difference(a: Node, b: Node): string | null {
  const [one, other] = [describe(a), describe(b)];
  if (one !== other) return `${one} is ${other}`;
  for (const [i, child] of a.children.entries()) {
    const found = difference(child, b.children[i]!);
    if (found) return found;
  }
  return null;
}

function describe({ kind, field, from, to, named, missing, children }: Node): string {
  const flags = `${named ? "named" : "token"}${missing ? ", missing" : ""}`;
  return `${field ?? "-"}: ${kind} ${from}-${to} (${flags}, ${children.length} children)`;
}
