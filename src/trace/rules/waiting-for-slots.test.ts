import { expect, it } from "vitest";
import { adviceBy } from "./build.testing.ts";

const graph = `
  app: 4000 4000 4100 < a, b, c, d
  a: 0    0 1000
  b: 0 1000 2000
  c: 0 2000 3000
  d: 0 3000 4000`;

it("says by how much more slots would help, simulated", () => {
  expect(adviceBy("waiting-for-slots", { graph, slots: 1 })).toMatchObject([
    {
      severity: "warning",
      saves: 2e9,
      evidence: { slots: 1, forSlot: 6e9, simulated: 4.1e9, moreSlots: 2, simulatedWithMore: 2.1e9 },
      sentence:
        "Work that was ready waited for 1 slot: with 2 the build would take 2.10 s instead of 4.10 s (simulated).",
    },
  ]);
});

it("says nothing where the work has to wait for other work", () => {
  const chain = "c: 2000 2000 3000 < b\nb: 1000 1000 2000 < a\na: 0 0 1000";
  expect(adviceBy("waiting-for-slots", { graph: chain, slots: 1 })).toEqual([]);
});

it("says nothing where the simulation does not know the build that there was", () => {
  const stalled = graph.replace("4000 4000 4100", "9000 9000 9100");
  expect(adviceBy("waiting-for-slots", { graph: stalled, slots: 1 })).toEqual([]);
});
