import { expect, it } from "vitest";
import { packageRows, slotRows } from "./rows.ts";

/** Processes by package, start and end. */
const processes = (...list: readonly (readonly [number, number, number])[]) => ({
  package: list.map(([name]) => name),
  start: list.map(([, start]) => start),
  end: list.map(([, , end]) => end),
});

it("takes as few rows as processes ran side by side", () => {
  expect(slotRows(processes([1, 0, 10], [2, 0, 4], [3, 4, 9], [4, 10, 12]))).toEqual({
    rowOf: [0, 1, 1, 0],
    count: 2,
  });
  expect(slotRows(processes())).toEqual({ rowOf: [], count: 0 });
});

it("gives each package a row, and another where its processes overlap", () => {
  expect(packageRows(processes([7, 0, 5], [9, 1, 2], [7, 3, 6], [7, 6, 8]))).toEqual({
    rowOf: [0, 2, 1, 0],
    count: 3,
  });
});
