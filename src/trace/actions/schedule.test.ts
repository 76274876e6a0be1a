import fc from "fast-check";
import { expect, it } from "vitest";
import { parseActionGraph } from "./action-graph.ts";
import { graphText } from "./graph-builder.testing.ts";
import { randomBuild } from "./random-build.testing.ts";
import { schedule, slotsUsed } from "./schedule.ts";

fc.configureGlobal({ seed: 20260102 });

const graph = parseActionGraph(
  graphText(`
    app: 20 20 26 < lib, os
    lib: 10 13 20 < os
    os:   0  1 10
    net:  0  5 19
    doc:`),
);

it("says of each action how long it waited for dependencies and for a slot, and ran", () => {
  const { actions, total, slotsUsed, wall } = schedule({ graph, offset: 100 });
  const rows = actions.map(({ action, start, forDependencies, forSlot, running }) => {
    return [graph.actions[action]!.package, start, forDependencies, forSlot, running];
  });
  expect(rows).toEqual([
    ["os", 101, 0, 1, 9],
    ["net", 105, 0, 5, 14],
    ["lib", 113, 10, 3, 7],
    ["app", 120, 20, 0, 6],
  ]);
  expect(total).toEqual({ forDependencies: 30, forSlot: 9, running: 36 });
  expect([slotsUsed, wall]).toEqual([2, 26]);
});

it("is empty for a build of which nothing ran", () => {
  const empty = { actions: [], total: { forDependencies: 0, forSlot: 0, running: 0 }, slotsUsed: 0, wall: 0 };
  expect(schedule({ graph: parseActionGraph("[]"), offset: 0 })).toEqual(empty);
});

it("never uses more slots than the build had, and accounts for every nanosecond up to the end of an action", () => {
  fc.assert(
    fc.property(randomBuild, ({ slots, text }) => {
      const build = parseActionGraph(text);
      expect(slotsUsed(build)).toBeLessThanOrEqual(slots);
      for (const { done, forDependencies, forSlot, running } of schedule({ graph: build, offset: 0 })
        .actions) {
        expect(forDependencies + forSlot + running).toBe(done);
      }
    }),
  );
});
