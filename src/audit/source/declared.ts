import { groupBy } from "../../base/group.ts";
import { positionAt } from "../../base/range.ts";
import type { Node, SyntaxTree } from "../../syntax/tree.ts";
import type { Compared, Declared, Difference } from "./comparison.ts";

/** A parsed Go file, by its path below GOROOT/src. */
export interface GoFile {
  readonly path: string;
  readonly tree: SyntaxTree;
}

/** The line of a node. */
export function lineOf({ tree }: GoFile, node: Node): number {
  return positionAt(tree.text, node.from).line;
}

/**
 * What is there before and not after, and the other way round. A name can be declared more than once (`init`, `_`, a
 * file for each GOARCH): its texts are compared as a multiset, and what is left over on both sides is paired in order.
 */
export function compareDeclared<T extends Declared>(before: readonly T[], after: readonly T[]): Compared<T> {
  const names = [...new Set([...before, ...after].map(({ name }) => name))];
  const old = groupBy(before, ({ name }) => name);
  const now = groupBy(after, ({ name }) => name);
  const differences = names.flatMap((name) => pairUp(old.get(name) ?? [], now.get(name) ?? []));
  const added = differences.filter((one) => !one.before).length;
  return { looked: before.length + added, differences };
}

function pairUp<T extends Declared>(before: readonly T[], after: readonly T[]): Difference<T>[] {
  const lost = without(before, after);
  const gained = without(after, before);
  const longest = Math.max(lost.length, gained.length);
  return Array.from({ length: longest }, (_, n) => ({ before: lost[n], after: gained[n] }));
}

/** Those of `all` that have no counterpart with the same text in `others`. */
function without<T extends Declared>(all: readonly T[], others: readonly T[]): T[] {
  const left = others.map(({ text }) => text);
  return all.filter(({ text }) => {
    const at = left.indexOf(text);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
