import fc from "fast-check";
import { expect, it } from "vitest";
import { longest } from "./longest.ts";

fc.configureGlobal({ seed: 20260102 });

it("chooses the longest, of equal ones the first", () => {
  expect(longest([5, 9, 5, 1, 5], 3)).toEqual([0, 1, 2]);
  expect(longest([5, 9], 3)).toEqual([0, 1]);
  expect(longest([0, 0, 0], 2)).toEqual([0, 1]);
});

it("chooses no child without its parent", () => {
  const node = fc.record({ above: fc.nat(), share: fc.double({ min: 0, max: 1, noNaN: true }) });
  fc.assert(
    fc.property(fc.array(node), fc.integer({ min: 1, max: 20 }), (nodes, limit) => {
      const parents = nodes.map(({ above }, i) => (i === 0 ? -1 : above % i));
      const times: number[] = [];
      for (const [i, { share }] of nodes.entries())
        times.push(Math.floor((parents[i] === -1 ? 10 : times[parents[i]!]!) * share));
      const chosen = longest(times, limit);
      expect(chosen.length).toBe(Math.min(limit, nodes.length));
      for (const i of chosen) expect([-1, ...chosen]).toContain(parents[i]);
    }),
  );
});
