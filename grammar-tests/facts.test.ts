import { expect, it } from "vitest";
import { functionsOf } from "../src/syntax/functions.ts";
import { loadGoParser } from "../src/syntax/tree.ts";
import { byteOffsets, carelessly, disagreements, type FuncFacts, factsOf } from "./facts.ts";

const parser = await loadGoParser();
const facts = (text: string): FuncFacts[] => {
  const tree = parser.parse(text);
  return factsOf(tree, functionsOf(tree));
};

it.each(["plain", "é", "世界", "a😀b", "é世😀z"])("counts bytes as UTF-8 does: %s", (text) => {
  const at = byteOffsets(text);
  let units = 0;
  for (const char of [...text]) {
    expect(at(units)).toBe(Buffer.byteLength(text.slice(0, units)));
    units += char.length;
  }
  expect(at(text.length)).toBe(Buffer.byteLength(text));
});

it("gives names, receivers and bytes", () => {
  expect(facts("package p // 😀\nfunc (t *T) é() { defer g(); return }\nfunc h()\n")).toEqual([
    { name: "é", receiver: "T", range: [18, 56], body: [35, 56], returns: [[48, 54]], defers: [[37, 46]] },
    { name: "h", receiver: "", range: [57, 65], body: null, returns: [], defers: [] },
  ]);
});

it("tells the functions that only one side has, or that differ", () => {
  const go = facts("package p\nfunc a() {}\nfunc b() { return }\n");
  expect(disagreements("x.go", go, go)).toEqual([]);
  expect(disagreements("x.go", go, go.slice(1))).toEqual([
    expect.stringMatching(/^x.go: only go\/parser: .*"a"/),
  ]);
  const other = facts("package p\nfunc a() {}\nfunc b() {       ; }\n");
  expect(disagreements("x.go", go, other).map((line) => line.slice(0, 24))).toEqual([
    'x.go: only go/parser: {"',
    "x.go: only tree-sitter: ",
  ]);
});

it("has a careless counter that counts what stands in function literals", () => {
  const tree = parser.parse("package p\nfunc f() { func() { defer g(); return }() }\n");
  const functions = functionsOf(tree);
  expect(functions).toMatchObject([{ returns: [], defers: [] }]);
  expect(carelessly(functions)).toMatchObject([
    { returns: [{ kind: "return_statement" }], defers: [{ kind: "defer_statement" }] },
  ]);
});
