import { expect, it } from "vitest";
import { adviceBy } from "./build.testing.ts";

const chain = "c: 4000 4000 6000 < b\nb: 2000 2000 4000 < a\na: 0 0 2000";

it("says how few of the slots had something to do, and why", () => {
  expect(adviceBy("idle-slots", { graph: chain, slots: 8 })).toMatchObject([
    {
      severity: "note",
      saves: 0,
      evidence: { slots: 8, busySlots: 1, running: 6e9, wall: 6e9, path: 6e9 },
      sentence:
        "Of 8 slots 1.0 were busy on average: the rest waited for dependencies, of which the longest chain takes 6.00 s.",
    },
  ]);
});

it("says nothing of one slot, of slots that are busy, and of a short build", () => {
  expect(adviceBy("idle-slots", { graph: chain, slots: 1 })).toEqual([]);
  expect(adviceBy("idle-slots", { graph: "a: 0 0 3000\nb: 0 0 3000", slots: 2 })).toEqual([]);
  expect(adviceBy("idle-slots", { graph: chain.replaceAll("000", "00"), slots: 8 })).toEqual([]);
});
