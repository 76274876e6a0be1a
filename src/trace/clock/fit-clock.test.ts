import fc from "fast-check";
import { expect, it } from "vitest";
import { fitClock, type Pin } from "./fit-clock.ts";

fc.configureGlobal({ seed: 20260102 });

const pin = (at: number, low: number, high: number): Pin => ({ at, low, high });

it("goes through the middles of the first and the last pin, in whatever order they come", () => {
  const line = fitClock([pin(1000, 2090, 2110), pin(0, 90, 110)], 0, 1000);
  expect(line).toEqual({ origin: 0, start: 100, rate: 2, error: 10 });
});

it("is less sure of times before the first pin and after the last one", () => {
  const pins = [pin(0, 90, 110), pin(1000, 2090, 2110)];
  expect(fitClock(pins, 0, 2000)?.error).toBe(30);
  expect(fitClock(pins, -500, 1000)?.error).toBe(20);
});

it("counts what a pin in between contradicts the line by: the clock did not run evenly", () => {
  const pins = [pin(0, 90, 110), pin(500, 1150, 1170), pin(1000, 2090, 2110)];
  expect(fitClock(pins, 0, 1000)?.error).toBe(60);
});

it("takes the rate that the source names where the end is lost, and trusts it less the further away", () => {
  const pins = [pin(0, 90, 110)];
  expect(fitClock(pins, 0, 1_000_000, 2)).toEqual({ origin: 0, start: 100, rate: 2, error: 210 });
  expect(fitClock(pins, 0, 1_000_000)).toBeUndefined();
});

it("lets two pins of one time narrow each other", () => {
  expect(fitClock([pin(5, 90, 110), pin(5, 100, 200)], 5, 5, 1)).toMatchObject({ start: 105, error: 5 });
});

it("does not guess: no pin, a pin of no width, a clock that runs backwards", () => {
  expect(fitClock([], 0, 1, 1)).toBeUndefined();
  expect(fitClock([pin(0, 9, 1)], 0, 1, 1)).toBeUndefined();
  expect(fitClock([pin(0, 100, 100), pin(10, 0, 0)], 0, 10)).toBeUndefined();
});

/** A clock that runs at some rate, read within brackets, and a line through these readings. */
const readings = fc
  .record({
    rate: fc.double({ min: 0.3, max: 40, noNaN: true }),
    start: fc.integer({ min: -1e12, max: 1e12 }),
    readings: fc.array(
      fc.record({
        at: fc.integer({ min: 0, max: 1e10 }),
        before: fc.integer({ min: 0, max: 1e6 }),
        after: fc.integer({ min: 0, max: 1e6 }),
      }),
      { minLength: 2, maxLength: 6 },
    ),
    times: fc.array(fc.integer({ min: 0, max: 1e10 }), { minLength: 2, maxLength: 9 }),
  })
  .map(({ rate, start, readings: taken, times }) => {
    const real = (time: number): number => start + rate * time;
    const pins = taken.map(({ at, before, after }) => pin(at, real(at) - before, real(at) + after));
    const sorted = times.sort((a, b) => a - b);
    return { real, pins, times: sorted, line: fitClock(pins, sorted[0]!, sorted.at(-1)!) };
  });

/** The pins are far apart, compared with their widths, in nearly all cases; else there may be no line. */
it("never places a time further off than it says, whatever the drift and the brackets", () => {
  let placed = 0;
  fc.assert(
    fc.property(readings, ({ real, times, line }) => {
      if (!line) return;
      placed++;
      for (const time of times) {
        const moment = line.start + line.rate * (time - line.origin);
        expect(Math.abs(moment - real(time))).toBeLessThanOrEqual(line.error + 0.01); // doubles end there
      }
    }),
    { numRuns: 500 },
  );
  expect(placed).toBeGreaterThan(450);
});

it("keeps the order of times", () => {
  fc.assert(
    fc.property(readings, ({ times, line }) => {
      if (!line) return;
      const moments = times.map((time) => Math.round(line.start + line.rate * (time - line.origin)));
      expect(moments).toEqual([...moments].sort((a, b) => a - b));
    }),
  );
});
