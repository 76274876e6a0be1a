import fc from "fast-check";
import { expect, it } from "vitest";
import { around, axisStep, centred, panned, zoomed } from "./view.ts";

fc.configureGlobal({ seed: 20260102 });

it("keeps what is under the pointer where it is when it zooms", () => {
  expect(zoomed({ from: 0, to: 1000 }, 2, 0.25, 1000)).toEqual({ from: 125, to: 625 });
  expect(zoomed({ from: 125, to: 625 }, 0.5, 0.25, 1000)).toEqual({ from: 0, to: 1000 });
});

it("moves by a share of what is seen, and stops at both ends", () => {
  expect(panned({ from: 100, to: 200 }, 0.5, 1000)).toEqual({ from: 150, to: 250 });
  expect(panned({ from: 100, to: 200 }, -5, 1000)).toEqual({ from: 0, to: 100 });
  expect(panned({ from: 100, to: 200 }, 50, 1000)).toEqual({ from: 900, to: 1000 });
});

it("goes to a range with some space, or to a moment with the same width", () => {
  expect(around(500, 600, 1000)).toEqual({ from: 495, to: 605 });
  expect(centred({ from: 0, to: 100 }, 500, 1000)).toEqual({ from: 450, to: 550 });
});

it("never leaves the whole, and never shows nothing", () => {
  const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  const factor = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e9 }), factor, number, (whole, by, at) => {
      const all = { from: 0, to: whole };
      for (const { from, to } of [
        zoomed(all, by, at, whole),
        panned(all, at, whole),
        around(at, at, whole),
      ]) {
        expect(from).toBeGreaterThanOrEqual(0);
        expect(to).toBeLessThanOrEqual(whole * (1 + 1e-9));
        expect(to - from).toBeGreaterThan(0);
      }
    }),
  );
});

it("labels an axis at round steps", () => {
  expect(axisStep({ from: 0, to: 1000 }, 10)).toBe(100);
  expect(axisStep({ from: 0, to: 1001 }, 10)).toBe(200);
  expect(axisStep({ from: 0, to: 4000 }, 10)).toBe(500);
});
