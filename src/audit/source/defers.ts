import { functionsOf, ownNodes } from "../../syntax/functions.ts";
import { linkerSymbol } from "../../syntax/linker-symbol.ts";
import { type Node, walk } from "../../syntax/tree.ts";
import type { DeferComparison, Defers, GainedDefer } from "./comparison.ts";
import { type GoFile, lineOf } from "./declared.ts";

/** Functions and function literals with more defer statements than before. A literal is found again by its number. */
export function compareDefers(before: GoFile, after: GoFile): DeferComparison {
  const old = new Map(bodiesOf(before).map(({ name, body }) => [name, defersOf(body)]));
  const bodies = bodiesOf(after);
  const gained = bodies.flatMap(({ name, body }): GainedDefer[] => {
    const was = old.get(name);
    const now = defersOf(body);
    if (!was || now.defers <= was.defers) return [];
    return [{ function: name, before: was, after: now, file: after.path, line: lineOf(after, body) }];
  });
  return { looked: bodies.length, gained };
}

interface Body {
  readonly name: string;
  readonly body: Node;
}

function bodiesOf({ path, tree }: GoFile): Body[] {
  return functionsOf(tree).flatMap((fn) => {
    if (!fn.body) return [];
    const name = linkerSymbol(tree, path, fn);
    return [{ name, body: fn.body }, ...literalsIn(fn.body, name)];
  });
}

/** The function literals in a body, numbered in the order of the text as the compiler does (`F.func1`). */
function literalsIn(body: Node, name: string): Body[] {
  const literals = [...walk(body)].filter(({ kind }) => kind === "func_literal");
  return literals.flatMap((literal, n) => {
    const block = literal.children.find(({ kind }) => kind === "block");
    return block ? [{ name: `${name}.func${n + 1}`, body: block }] : [];
  });
}

function defersOf(body: Node): Defers {
  const own = [...ownNodes(body)];
  const defers = own.filter(({ kind }) => kind === "defer_statement");
  return {
    returns: own.filter(({ kind }) => kind === "return_statement").length,
    defers: defers.length,
    looped: defers.some((node) => isLooped(node, body)),
  };
}

function isLooped(node: Node, body: Node): boolean {
  for (let up = node.parent; up && up !== body; up = up.parent) if (up.kind === "for_statement") return true;
  return false;
}
