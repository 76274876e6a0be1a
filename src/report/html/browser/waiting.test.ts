import { expect, it } from "vitest";
import type { TimelineData } from "../data.ts";
import { isCritical, waitingOf } from "./waiting.ts";

const none: TimelineData = {
  ...{ elapsed: 40, phases: [], tool: [], package: [], exit: [], intervals: [], parallel: [] },
  ...{ start: [0, 5, 9, 20], end: [4, 9, 12, 40] },
};
const actions = {
  ...{ of: [1, 0, 0, -1], begin: -3 },
  ...{ ready: [2, -1], start: [4, -1], slack: [0, 7], critical: [1, 0] },
};

it("has what an action waited for at its first process only", () => {
  expect(waitingOf({ ...none, actions })).toEqual([
    { begin: -3, ready: -1, start: -1 },
    { begin: -3, ready: 2, start: 4 },
    undefined,
    undefined,
  ]);
  expect(waitingOf(none)).toEqual([undefined, undefined, undefined, undefined]);
});

it("knows which processes are on the critical path", () => {
  expect(none.start.map((_, i) => isCritical({ ...none, actions }, i))).toEqual([false, true, true, false]);
  expect(isCritical(none, 0)).toBe(false);
});
