import { expect, it } from "vitest";
import type { TreeNode } from "../../trace/outline/tree.ts";
import { sampleAnalysis, sampleOutlines } from "../sample.testing.ts";
import { flameGraphs } from "./flames.ts";
import { NameTable } from "./names.ts";

const leaf = (name: string, time: number): TreeNode => ({
  kind: "function",
  name,
  time,
  count: 1,
  children: [],
});

it("keeps the longest of very many names, and each with what is above it", () => {
  const others = Array.from({ length: 20_000 }, (_, i) => leaf(`F${i}`, 1_000_000 + i));
  const outlines = sampleOutlines().map((outline) => ({ ...outline, others }));
  const names = new NameTable();
  const { parent, name, time } = flameGraphs(sampleAnalysis(), outlines, names)[1]!;
  expect(name.length).toBe(30_000);
  expect(parent.filter((above) => above === -1).length).toBe(outlines.length);
  for (const [row, above] of parent.entries()) expect(above).toBeLessThan(row);
  expect(Math.min(...time)).toBe(1010);
  expect(names.list).not.toContain("F0");
});
