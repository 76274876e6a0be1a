import fc from "fast-check";
import { expect, it } from "vitest";
import { distributionOf, spreadOf } from "./distribution.ts";

it("has the median of an odd and of an even number of values", () => {
  expect(distributionOf([5, 1, 3])).toMatchObject({ n: 3, median: 3 });
  expect(distributionOf([5, 1, 3, 4])).toMatchObject({ n: 4, median: 3.5 });
});

it("needs six values for an interval of 95 %, and says what fewer can give", () => {
  expect(distributionOf([1])).toMatchObject({ low: 1, high: 1, confidence: 0 });
  expect(distributionOf([1, 2, 3])).toMatchObject({ low: 1, high: 3, confidence: 0.75 });
  expect(distributionOf([1, 2, 3, 4, 5])).toMatchObject({ low: 1, high: 5, confidence: 0.9375 });
  expect(distributionOf([1, 2, 3, 4, 5, 6])).toMatchObject({ low: 1, high: 6, confidence: 0.96875 });
});

it("leaves outliers aside as soon as there are enough others: the ranks of published tables", () => {
  // Order statistics for the median at 95 %: of 9 values the 2nd and 8th, of 12 the 3rd and 10th, of 20 the 6th and 15th.
  const ranks = (n: number) => {
    const { low, high } = distributionOf(Array.from({ length: n }, (_, i) => i + 1));
    return [low, high];
  };
  expect([9, 12, 20].map(ranks)).toEqual([
    [2, 8],
    [3, 10],
    [6, 15],
  ]);
});

it("holds the median in its interval, whatever the values", () => {
  const values = fc.array(fc.integer({ min: 0, max: 1e9 }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(values, (all) => {
      const { median, low, high, confidence } = distributionOf(all);
      expect(low).toBeLessThanOrEqual(median);
      expect(high).toBeGreaterThanOrEqual(median);
      if (all.length >= 6) expect(confidence).toBeGreaterThanOrEqual(0.95);
    }),
  );
});

it("gives the spread as a share of the median", () => {
  expect(spreadOf(distributionOf([90, 100, 120]))).toBeCloseTo(0.2);
  expect(spreadOf(distributionOf([0, 0, 5]))).toBe(0);
});
