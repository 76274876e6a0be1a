import { expect, it } from "vitest";
import { formatBytes, formatCount, formatShare, formatShortTime, formatTime } from "./units.ts";

it("writes times in ms and s with three digits, rounded to the next unit in time", () => {
  const times = [
    0, 1, 999, 1000, 999_499, 8_123_456, 81_234_567, 812_345_678, 999_499_999, 999_500_000, 12e9, 1.2e12,
  ];
  expect(times.map(formatTime)).toEqual([
    "0 ms",
    "0.000 ms",
    "0.001 ms",
    "0.001 ms",
    "0.999 ms",
    "8.12 ms",
    "81.2 ms",
    "812 ms",
    "999 ms",
    "1.00 s",
    "12.0 s",
    "1200 s",
  ]);
});

it("writes sizes in B, kB and MB", () => {
  expect([0, 999, 1000, 999_499, 999_500, 12_345_678].map(formatBytes)).toEqual([
    "0 B",
    "999 B",
    "1.00 kB",
    "999 kB",
    "1.00 MB",
    "12.3 MB",
  ]);
});

it("writes shares, and a dash for a share of nothing", () => {
  expect([formatShare(1, 3), formatShare(3, 3), formatShare(0, 0)]).toEqual(["33.3 %", "100.0 %", "–"]);
});

it("counts in words", () => {
  expect([formatCount(1, "file"), formatCount(0, "file"), formatCount(2, "process", "processes")]).toEqual([
    "1 file",
    "0 files",
    "2 processes",
  ]);
});

it("has smaller units for times below a millisecond", () => {
  expect([0, 40, 999, 1000, 1250, 999_499, 1_000_000, 2e9].map(formatShortTime)).toEqual([
    ...["0 ns", "40 ns", "999 ns", "1.00 µs", "1.25 µs", "999 µs", "1.00 ms", "2.00 s"],
  ]);
});
