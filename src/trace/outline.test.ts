import { expect, it } from "vitest";
import {
  begin,
  end,
  exit,
  header,
  records,
  span,
  spanFile,
  work,
  zero,
} from "./decode/span-builder.testing.ts";
import { mergeTrees, type TreeNode } from "./outline/tree.ts";
import { outlineOf, slices } from "./outline.ts";
import { readSpanFile } from "./read.ts";

const outline = (...chunks: readonly (readonly number[])[]) => outlineOf(readSpanFile(spanFile(...chunks)));

/** `function F 10 ×2 (pass opt 4)`: a tree in one line. */
function drawn(nodes: readonly TreeNode[]): string {
  return nodes
    .map(({ kind, name, time, count, children }) => {
      const often = count > 1 ? ` ×${count}` : "";
      return `${kind} ${name} ${time}${often}${children.length > 0 ? ` (${drawn(children)})` : ""}`;
    })
    .join(", ");
}

it("says when a process was in which phase, from its own start on", () => {
  const main = records(0, zero + 5, span("phase", "fe:parse", 0, 20), span("phase", "be:dump", 5, 10));
  expect(outline(header(), main, exit(0, zero + 50)).phases).toEqual([
    { name: "fe:parse", start: 5, end: 25 },
    { name: "be:dump", start: 30, end: 40 },
  ]);
});

it("adds up what the main goroutine did, and what work was done for which function", () => {
  const main = [
    ...[begin("package", "lib", 0), begin("phase", "be:compile", 0), begin("part", "compile", 0)],
    ...[work("walk", "F", 0, 10), work("walk", "G", 0, 20), work("walk", "F", 0, 5), end(0), end(0), end(5)],
  ];
  expect(drawn(outline(header(), records(0, zero, ...main), exit(0, zero + 50)).main)).toBe(
    "phase be:compile 35 (part compile 35 (work walk 35 ×3 (function G 20, function F 15 ×2)))",
  );
});

it("adds up workers and parsers, each name in its place", () => {
  const compile = (name: string, pass: number) => [
    ...[begin("function", name, 0), begin("step", "passes", 0), span("pass", "opt", 0, pass)],
    ...[end(1), end(1)],
  ];
  const { others, main, steps } = outline(
    header(),
    records(1, zero, ...compile("F", 8), ...compile("G", 3)),
    records(2, zero, ...compile("F", 4)),
    records(1000, zero, span("file", "a.go", 0, 7)),
  );
  expect(drawn(others)).toBe(
    "function F 16 ×2 (step passes 14 ×2 (pass opt 12 ×2)), file a.go 7, function G 5 (step passes 4 (pass opt 3))",
  );
  expect(drawn(steps)).toBe("step passes 18 ×3 (pass opt 15 ×3)");
  expect(main).toEqual([]);
});

it("spreads the time of parallel goroutines over equal parts of the process", () => {
  const file = [header(), records(1, zero, span("function", "F", 0, 48)), exit(0, zero + 64)];
  const { parallel } = outline(...file, records(2, zero, span("function", "G", 1, 2)));
  expect(parallel).toEqual([3, 3, ...new Array(22).fill(2), ...new Array(slices - 24).fill(0)]);
  expect(outline(header(), exit(0, zero + 64)).parallel).toEqual([]);
});

it("keeps the longest of very many names, and what is above them", () => {
  const functions = Array.from({ length: 3000 }, (_, i) => span("function", `F${i}`, 0, 10 + i));
  const { others } = outline(header(), records(1, zero, ...functions));
  expect(others.length).toBe(1500);
  expect(others[0]).toMatchObject({ name: "F2999", time: 3009 });
  expect(others.at(-1)).toMatchObject({ name: "F1500" });
});

it("draws no deeper than anything nests, so that a hostile file does not", () => {
  const deep = Array.from({ length: 10_000 }, (_, i) => begin("phase", `d${i}`, 1));
  const depth = ([first]: readonly TreeNode[]): number => (first ? 1 + depth(first.children) : 0);
  expect(depth(outline(header(), records(0, zero, ...deep)).main)).toBe(12);
});

it("puts the trees of processes together by kind and name", () => {
  const node = (kind: string, name: string, time: number, ...children: TreeNode[]): TreeNode =>
    ({ kind, name, time, count: 1, children }) as TreeNode;
  const merged = mergeTrees([
    node("phase", "a", 5, node("part", "x", 2)),
    node("part", "a", 4),
    node("phase", "a", 6, node("part", "x", 1), node("part", "y", 3)),
  ]);
  expect(drawn(merged)).toBe("phase a 11 ×2 (part x 3 ×2, part y 3), part a 4");
});
