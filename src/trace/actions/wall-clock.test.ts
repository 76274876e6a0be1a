import { expect, it } from "vitest";
import { decodeSpanFile } from "../decode/span.ts";
import { header, spanFile } from "../decode/span-builder.testing.ts";
import { timeline } from "../timeline.ts";
import { wallClock } from "./wall-clock.ts";

const wall = 1_700_000_000_000_000_000n;

/** A file whose wall clock is `off` nanoseconds ahead of the others', read within `bracket` nanoseconds. */
function file(name: string, mono: number, bracket: number, off = 0, changes: object = {}) {
  const times = { mono0: mono, wall: wall + BigInt(mono + bracket / 2 + off), mono1: mono + bracket };
  const anchor = Object.fromEntries(Object.entries(times).map(([key, time]) => [key, String(time)]));
  return { file: name, trace: decodeSpanFile(spanFile(header({ anchor, ...changes }))) };
}

it("bounds the error by the tightest anchors, not by one that was interrupted", () => {
  const line = timeline([file("a", 100, 500), file("b", 200, 80), file("c", 900, 30_000_000)]);
  expect(wallClock(line)).toEqual({ error: 40, set: false });
});

it("does not take half a microsecond between two clocks for more than it is", () => {
  const line = timeline([file("a", 100, 20), file("b", 200, 20, 400)]);
  expect(wallClock(line)).toEqual({ error: 390, set: false });
});

it("sees that the wall clock was set, and counts all of it", () => {
  const line = timeline([file("a", 100, 20), file("b", 200, 20, 5_000_000)]);
  expect(wallClock(line)).toEqual({ error: 5_000_010, set: true });
});

it("does not ask files of another boot", () => {
  const line = timeline([file("a", 100, 20), file("b", 110, 20), file("c", 7, 20, 900, { bootId: "other" })]);
  expect(wallClock(line)).toEqual({ error: 10, set: false });
});

it("has no error where there is nothing to place by", () => {
  expect(wallClock(timeline([]))).toEqual({ error: 0, set: false });
});
