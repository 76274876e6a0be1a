import { expect, it } from "vitest";
import { readingError, wallOffset } from "./wall-offset.ts";

const wall = 1_700_000_000_000_000_000n;

/** Both clocks read within `bracket` nanoseconds, the wall clock being `off` ahead. */
function anchor(mono: number, bracket: number, off = 0) {
  const mono0 = BigInt(mono);
  return { mono0, wall: wall + mono0 + BigInt(bracket / 2 + off), mono1: mono0 + BigInt(bracket) };
}

it("bounds the error by the tightest anchors, not by one that was interrupted", () => {
  const anchors = [anchor(100, 500), anchor(200, 80), anchor(900, 30_000_000)];
  expect(wallOffset(anchors)).toEqual({ offset: wall, error: 40, set: false });
});

it("is tighter than any anchor where they overlap in part", () => {
  expect(wallOffset([anchor(100, 80), anchor(900, 80, 60)])).toEqual({
    offset: wall + 30n,
    error: 10,
    set: false,
  });
});

it("takes half a microsecond between two clocks for what it is, and counts it as error", () => {
  expect(wallOffset([anchor(100, 20), anchor(200, 20, 400)])).toEqual({
    offset: wall + 200n,
    error: 380,
    set: false,
  });
});

it("sees that the wall clock was set, and bounds the error by all that it may have been", () => {
  expect(wallOffset([anchor(100, 20), anchor(200, 20, 5_000_000)])).toEqual({
    offset: wall + 2_500_000n,
    error: 2_500_010,
    set: true,
  });
});

it("does not take an anchor whose readings are in the wrong order for a tight one", () => {
  const { mono0, mono1, ...rest } = anchor(100, 80);
  expect(wallOffset([{ ...rest, mono0: mono1, mono1: mono0 }])).toEqual({
    offset: wall,
    error: 40,
    set: false,
  });
});

it("takes the widest anchor for how well a process reads its clock", () => {
  expect([[], [anchor(100, 20), anchor(200, 60)]].map(readingError)).toEqual([0, 30]);
});

it("knows nothing without anchors", () => {
  expect(wallOffset([])).toBeUndefined();
});
