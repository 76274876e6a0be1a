import fc from "fast-check";
import { expect, it } from "vitest";
import { align } from "./align.ts";

/** The common subsequence as a text. */
const common = (before: string, after: string): string =>
  align([...before], [...after])
    .map(([i]) => before[i])
    .join("");

it.each([
  ["", "", ""],
  ["abc", "abc", "abc"],
  ["abc", "", ""],
  ["", "abc", ""],
  ["abc", "xabyc", "abc"],
  ["abcabba", "cbabac", "caba"],
  ["axbxc", "aybyc", "abc"],
])("finds what %j and %j have in common", (before, after, wanted) => {
  expect(common(before, after)).toBe(wanted);
});

it("pairs equal elements in order, and as many as there can be", () => {
  const texts = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 12 });
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      const pairs = align(before, after);
      for (const [i, j] of pairs) expect(before[i]).toBe(after[j]);
      for (const [n, [i, j]] of pairs.slice(1).entries())
        expect([i > pairs[n]![0], j > pairs[n]![1]]).toEqual([true, true]);
      expect(pairs).toHaveLength(longest(before, after));
    }),
    { seed: 1, numRuns: 300 },
  );
});

/** The textbook table. */
function longest(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return 0;
  if (a[0] === b[0]) return 1 + longest(a.slice(1), b.slice(1));
  const key = `${a.join("")}|${b.join("")}`;
  const known = table.get(key);
  if (known !== undefined) return known;
  const length = Math.max(longest(a.slice(1), b), longest(a, b.slice(1)));
  table.set(key, length);
  return length;
}
const table = new Map<string, number>();

it("keeps beginning and end of what differs too much", () => {
  expect(align([..."abcde"], [..."axyze"], 3)).toEqual([
    [0, 0],
    [4, 4],
  ]);
});

it("is quick on two long texts that differ in few lines", () => {
  const before = Array.from({ length: 100_000 }, (_, i) => `line ${i}`);
  const after = before.flatMap((line, i) => (i % 5000 === 7 ? [line, "hook"] : [line]));
  expect(align(before, after)).toHaveLength(before.length);
});
