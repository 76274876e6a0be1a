import fc from "fast-check";
import { expect, it } from "vitest";
import { leastP, mannWhitney } from "./mann-whitney.ts";

/** Two samples without ties of these sizes, of which the first has the given U: it passes that many of the second. */
function samplesWith(u: number, a: number, b: number): [number[], number[]] {
  const passed = Array.from({ length: a }, (_, i) => Math.max(0, Math.min(b, u - (a - 1 - i) * b)));
  return [passed.map((over, i) => over + i / 1000 - 0.5), Array.from({ length: b }, (_, i) => i)];
}

it.each([
  // Size, size, the largest U that is significant at 0.05, two-sided: as statistics textbooks print it.
  [4, 4, 0],
  [3, 5, 0],
  [4, 6, 2],
  [5, 5, 2],
  [5, 8, 6],
  [6, 6, 5],
  [7, 7, 8],
  [8, 8, 13],
  [9, 12, 26],
  [10, 10, 23],
  [12, 12, 37],
  [15, 15, 64],
])("has the critical values of published tables for %i and %i", (a, b, critical) => {
  expect(mannWhitney(...samplesWith(critical, a, b))).toBeLessThanOrEqual(0.05);
  expect(mannWhitney(...samplesWith(critical + 1, a, b))).toBeGreaterThan(0.05);
});

it("says how small p can be at best", () => {
  expect(leastP(1, 1)).toBe(1);
  expect(leastP(3, 3)).toBeCloseTo(2 / 20);
  expect(leastP(4, 4)).toBeCloseTo(2 / 70);
  expect(leastP(6, 6)).toBeCloseTo(2 / 924);
  expect(leastP(2, 5)).toBeCloseTo(2 / 21);
});

it("agrees with the tail probability of a published example with many ties", () => {
  const a = [13, 6, 12, 7, 12, 7, 10, 7, 10, 7, 16, 7, 10, 8, 9, 8];
  const b = [17, 6, 10, 8, 15, 8, 15, 10, 15, 10, 14, 10, 14, 11, 14, 11, 13, 12, 13, 12, 13, 12, 12];
  expect(mannWhitney(a, b) / 2).toBeCloseTo(0.0025, 4); // NAG library manual, g08ahf: z is -2.8039
});

it("finds nothing in samples that are all one value, and throws where there is none", () => {
  expect(mannWhitney([7, 7, 7], [7, 7])).toBe(1);
  expect(mannWhitney(new Array(40).fill(7), new Array(40).fill(7))).toBe(1);
  expect(() => mannWhitney([], [1])).toThrow("empty");
});

/** Every way to choose `size` of the values, as what is chosen. */
function choices(values: readonly number[], size: number): number[][] {
  if (size === 0) return [[]];
  const [first, ...rest] = values;
  if (first === undefined) return [];
  return [...choices(rest, size - 1).map((some) => [first, ...some]), ...choices(rest, size)];
}

/** U by its definition: pairs of which the first is larger, and half of those that are equal. */
function pairs(a: readonly number[], b: readonly number[]): number {
  return a.flatMap((x) => b.map((y) => (x > y ? 1 : x === y ? 0.5 : 0))).reduce<number>((p, q) => p + q, 0);
}

const sample = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 5 });

it("is the share of all divisions of the values that are as extreme, ties or not", () => {
  fc.assert(
    fc.property(sample, sample, (a, b) => {
      const all = [...a, ...b];
      const seen = pairs(a, all);
      const sums = choices(all, a.length).map((some) => pairs(some, all));
      const tail = (of: (sum: number) => boolean): number => sums.filter(of).length / sums.length;
      const p = Math.min(
        1,
        2 *
          Math.min(
            tail((sum) => sum <= seen),
            tail((sum) => sum >= seen),
          ),
      );
      expect(mannWhitney(a, b)).toBeCloseTo(p, 12);
    }),
  );
});

it("does not care which sample is which, counted or approximated", () => {
  for (const maxLength of [5, 40]) {
    const values = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: maxLength - 2, maxLength });
    fc.assert(
      fc.property(values, values, (a, b) => {
        expect(mannWhitney(b, a)).toBeCloseTo(mannWhitney(a, b), 9);
      }),
    );
  }
});

it("goes over from counting to approximating without a jump", () => {
  for (const u of [20, 60, 90, 112]) {
    const [a, b] = samplesWith(u, 15, 15);
    // One value more on each side, both in the middle, changes little but the way.
    expect(Math.abs(mannWhitney([...a, 7.2], [...b, 7.3]) - mannWhitney(a, b))).toBeLessThan(0.05);
  }
});

it("shares distributions between tests of the same sizes", () => {
  const known = new Map();
  mannWhitney([1, 2, 3], [4, 5, 6], known);
  mannWhitney([3, 1, 9], [4, 5, 6], known);
  expect(known.size).toBe(1);
});
