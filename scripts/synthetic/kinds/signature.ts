import { filesIn, type TreeCache } from "../../../src/patch/trees.ts";
import { type Node, nodeAt } from "../../../src/syntax/tree.ts";
import { type Callee, calleeIn, declarationOf, usesOf } from "../code.ts";
import type { Kind } from "../kind.ts";
import type { Random } from "../random.ts";
import { Refactoring, type Stretch } from "../refactoring.ts";
import { targetOf } from "./rename.ts";

/** The function that a change is about gets one more parameter, first or last, and every call an argument. */
export const signature: Kind = {
  name: "change the signature",
  keepsMeaning: true,
  compiles: true,
  expected: ["applied", "repaired", "signature-changed"],
  refactor: (anchor, trees, random) => extended(targetOf(anchor), trees, random),
};

export const calleeSignature: Kind = {
  name: "change the callee's signature",
  keepsMeaning: true,
  compiles: true,
  expected: ["applied", "repaired", "signature-changed"],
  refactor(anchor, trees, random) {
    const callee = anchor.statement && calleeIn(trees, anchor.file, anchor.statement);
    return callee && extended(callee, trees, random);
  },
};

function extended(callee: Callee, trees: TreeCache, random: Random): Refactoring | undefined {
  const place = declarationOf(trees, callee);
  const uses = place && usesOf(trees, callee);
  if (!uses || callee.name === "main" || !filesIn(trees, callee.package).includes(place.file))
    return undefined;
  const { name, node } = nameAndNode(place.declaration.node);
  const list = node.children.find(({ field }) => field === "parameters");
  const calls = uses.filter((use) => use.file !== place.file || use.from !== name?.from);
  const lists = calls.map((use) => ({ file: use.file, list: argumentsAt(trees, use) }));
  if (!list || !isOpen(list) || lists.some((one) => !one.list)) return undefined;
  const isFirst = random.below(2) === 0;
  const refactoring = new Refactoring(trees.sources);
  extend(refactoring, place.file, list, "_ int", isFirst);
  for (const one of lists) extend(refactoring, one.file, one.list as Node, "0", isFirst);
  return refactoring;
}

const nameAndNode = (node: Node): { name: Node | undefined; node: Node } => ({
  name: node.children.find(({ field }) => field === "name"),
  node,
});

const elements = (list: Node): Node[] =>
  list.children.filter(({ named, kind }) => named && kind !== "comment");

/** Whether a parameter fits at either end: all have names, and none takes the rest. */
const isOpen = (list: Node): boolean =>
  elements(list).every(
    (one) => one.kind === "parameter_declaration" && one.children.some(({ field }) => field === "name"),
  );

/** The arguments of the call whose function is named here; undefined if it is no call, or takes what another returns. */
function argumentsAt(trees: TreeCache, { file, from }: Stretch): Node | undefined {
  const name = nodeAt(trees.tree(file).root, from);
  const called = name.parent?.kind === "selector_expression" ? name.parent : name;
  if (called.parent?.kind !== "call_expression" || called.field !== "function") return undefined;
  const list = called.parent.children.find(({ field }) => field === "arguments");
  const only = list && elements(list);
  return only?.length === 1 && only[0]?.kind === "call_expression" ? undefined : list;
}

function extend(refactoring: Refactoring, file: string, list: Node, text: string, isFirst: boolean): void {
  const all = elements(list);
  const [first, last] = [all[0], all.at(-1)];
  if (!first || !last) refactoring.insert(file, list.from + 1, text);
  else if (isFirst) refactoring.insert(file, first.from, `${text}, `);
  else refactoring.insert(file, last.to, `, ${text}`);
}
