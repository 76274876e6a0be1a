import { expect, it } from "vitest";
import { loadGoParser, type Node } from "../src/syntax/tree.ts";
import { difference } from "./difference.ts";

const parser = await loadGoParser();
const { root } = parser.parse("package p\n\nfunc f(a int) {}\n");

/** A copy of a tree in which the nodes of one kind are changed. */
function changed(node: Node, kind: Node["kind"], change: Partial<Node>): Node {
  const children = node.children.map((child) => changed(child, kind, change));
  return { ...node, children, ...(node.kind === kind ? change : {}) };
}

it("finds no difference between a tree and itself", () => {
  expect(difference(root, parser.parse("package p\n\nfunc f(a int) {}\n").root)).toBeNull();
});

it.each([
  ["block", { from: 0 }],
  ["block", { to: 99 }],
  ["block", { field: undefined }],
  ["block", { children: [] }],
  ["parameter_list", { kind: "argument_list" }],
  ["identifier", { named: false }],
  [")", { missing: true }],
] as const)("notices a %s changed by %j", (kind, change) => {
  expect(difference(root, changed(root, kind, change))).toMatch(/ is /);
});
