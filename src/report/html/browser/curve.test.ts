import { expect, it } from "vitest";
import { parallel, running } from "./curve.ts";

it("counts the processes that ran, by the share of each column", () => {
  const processes = { start: [0, 10, 35], end: [20, 40, 40] };
  expect(running(processes, { from: 0, to: 40 }, 4)).toEqual([1, 2, 1, 1.5]);
  expect(running(processes, { from: 10, to: 20 }, 2)).toEqual([2, 2]);
  expect(running({ start: [5], end: [5] }, { from: 0, to: 10 }, 2)).toEqual([0, 0]);
});

it("adds up the parallel work of those that ran", () => {
  const timeline = { start: [0, 20], end: [20, 40], parallel: [[100, 300], []] };
  const all = { ...{ elapsed: 40, phases: [], tool: [], package: [], exit: [], intervals: [] }, ...timeline };
  expect(parallel(all, { from: 0, to: 40 }, 4)).toEqual([1, 3, 0, 0]);
});
