import { expect, it } from "vitest";
import { medianInterval } from "./measure.ts";

const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => count - i);

it("gives the order statistics between which the median lies with 95 %", () => {
  // The ranks of the sign test's tables.
  expect(medianInterval(upTo(6))).toEqual([1, 6]);
  expect(medianInterval(upTo(12))).toEqual([3, 10]);
  expect(medianInterval(upTo(20))).toEqual([6, 15]);
});

it("is sure of nothing with fewer than six values", () => {
  for (const count of [0, 1, 5]) expect(medianInterval(upTo(count))).toBeUndefined();
});
