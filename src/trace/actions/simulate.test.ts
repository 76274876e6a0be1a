import fc from "fast-check";
import { expect, it } from "vitest";
import { running } from "./action.ts";
import { parseActionGraph } from "./action-graph.ts";
import { graphText } from "./graph-builder.testing.ts";
import { longestPath } from "./longest-path.ts";
import { randomBuild } from "./random-build.testing.ts";
import { simulation } from "./simulate.ts";

fc.configureGlobal({ seed: 20260102 });

it("gives a free slot to the ready action that cmd/go numbers first", () => {
  const text = graphText("app: 0 0 1 < a, b, c\n a: 0 0 9\n b: 0 0 3\n c: 0 0 6");
  const numbered = (priorities: readonly number[]): number => {
    const { actions } = parseActionGraph(text);
    return simulation(actions.map((action, at) => ({ ...action, priority: priorities[at]! })))(2);
  };
  expect(numbered([3, 0, 1, 2])).toBe(10);
  expect(numbered([3, 2, 0, 1])).toBe(13);
});

it("takes as long as the build took, on the slots that it had", () => {
  fc.assert(
    fc.property(randomBuild, ({ slots, text }) => {
      const { actions, wall } = parseActionGraph(text);
      expect(simulation(actions)(slots)).toBe(wall);
    }),
  );
});

it("takes the sum of all times on one slot, and the longest path on as many as there are actions", () => {
  fc.assert(
    fc.property(randomBuild, ({ text }) => {
      const graph = parseActionGraph(text);
      const simulate = simulation(graph.actions);
      expect(simulate(1)).toBe(graph.actions.reduce((sum, action) => sum + running(action), 0));
      expect(simulate(graph.actions.length)).toBe(longestPath(graph).length);
    }),
  );
});

it("stays within the bounds of every schedule that leaves no slot idle (Graham 1969)", () => {
  fc.assert(
    fc.property(randomBuild, fc.integer({ min: 1, max: 64 }), ({ text }, slots) => {
      const graph = parseActionGraph(text);
      const simulate = simulation(graph.actions);
      const [sum, path, wall] = [simulate(1), longestPath(graph).length, simulate(slots)];
      expect(wall).toBeGreaterThanOrEqual(Math.max(path, sum / slots));
      expect(wall).toBeLessThanOrEqual(sum / slots + path * (1 - 1 / slots) + 1e-9);
    }),
  );
});
