import { functionsOf } from "../../syntax/functions.ts";
import { type Node, textOf } from "../../syntax/tree.ts";
import { filesIn, type TreeCache } from "../trees.ts";
import { type Counterpart, type Declared, declaredIn, tokenNodes } from "./counterpart.ts";
import type { Releases } from "./renames.ts";

/** A function of the same package that another one calls. */
export interface Called {
  readonly helper: Declared;
  readonly call: Node;
}

/** The functions of its own package that a function may call: a method by its name, any other by a bare identifier. */
export function calledBy(caller: Declared, trees: TreeCache): Called[] {
  const calls = functionsOf(caller.tree).find(({ node }) => node === caller.node)?.calls ?? [];
  return calls.flatMap((call) => {
    const callee = textOf(caller.tree, call.children[0] ?? call);
    const name = /[\p{L}_][\p{L}\p{N}_]*$/u.exec(callee)?.[0];
    const declared = name === undefined ? [] : declaredIn(trees, caller.package, name);
    return declared
      .filter(({ node, receiver }) => node !== caller.node && (receiver !== undefined || callee === name))
      .map((helper) => ({ helper, call }));
  });
}

/**
 * Those that the package did not have before, and that it names in this one call only. Another package may call an exported
 * one, too.
 */
export function helpersOf({ before, after }: Counterpart, { from, to }: Releases): Called[] {
  return calledBy(after, to).filter(
    ({ helper: { name } }) =>
      !/^\p{Lu}/u.test(name) &&
      declaredIn(from, before.package, name).length === 0 &&
      timesNamed(name, after.package, to) === 2,
  );
}

/** How often a package says a name, its declaration included. */
function timesNamed(name: string, folder: string, trees: TreeCache): number {
  const files = filesIn(trees, folder).filter((file) => trees.sources.get(file)?.includes(name));
  const tokens = files.flatMap((file) => {
    const tree = trees.tree(file);
    return tokenNodes({ node: tree.root }).filter((node) => textOf(tree, node) === name);
  });
  return tokens.length;
}
