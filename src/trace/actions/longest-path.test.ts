import fc from "fast-check";
import { expect, it } from "vitest";
import { running } from "./action.ts";
import { type ActionGraph, parseActionGraph } from "./action-graph.ts";
import { graphText } from "./graph-builder.testing.ts";
import { longestPath } from "./longest-path.ts";
import { randomBuild } from "./random-build.testing.ts";

fc.configureGlobal({ seed: 20260102 });

const names = ({ actions }: ActionGraph, path: readonly number[]): string[] =>
  path.map((index) => actions[index]!.package);

it("finds the longest chain by running time, whatever the build waited for", () => {
  const graph = parseActionGraph(
    graphText(`
      app: 90 90 96 < lib, net
      lib: 40 80 87 < os
      net: 10 10 30 < os
      os:   0  1 10
      doc:  0  0 25`),
  );
  const { length, actions, slack } = longestPath(graph);
  expect([length, names(graph, actions)]).toEqual([35, ["os", "net", "app"]]);
  expect(slack).toEqual([0, 13, 0, 0, 10]);
});

it("leaves out what took no time, or did not run, but follows the path through it", () => {
  const graph = parseActionGraph(
    graphText("app: 9 9 12 < nop -\n nop -: 9 9 9 < gone\n gone: < os\n os: 0 0 9"),
  );
  const { length, actions } = longestPath(graph);
  expect([length, names(graph, actions)]).toEqual([12, ["os", "app"]]);
});

it("is empty without actions", () => {
  expect(longestPath(parseActionGraph("[]"))).toEqual({ length: 0, actions: [], slack: [] });
});

it("is as long as its actions, no longer than the build, and has no slack; nothing else has less than none", () => {
  fc.assert(
    fc.property(randomBuild, ({ text }) => {
      const graph = parseActionGraph(text);
      const { length, actions, slack } = longestPath(graph);
      const times = graph.actions.map(running);
      expect(actions.reduce((sum, index) => sum + times[index]!, 0)).toBe(length);
      expect(length).toBeLessThanOrEqual(graph.wall);
      expect(actions.map((index) => slack[index])).toEqual(actions.map(() => 0));
      expect(Math.min(...slack)).toBeGreaterThanOrEqual(0);
    }),
  );
});

it("becomes longer by what an action runs beyond its slack, and not by less", () => {
  fc.assert(
    fc.property(randomBuild, fc.nat(), fc.nat(30), ({ text }, pick, more) => {
      const graph = parseActionGraph(text);
      const { length, slack } = longestPath(graph);
      const at = pick % graph.actions.length;
      const { times, ...action } = graph.actions[at]!;
      const slower = { ...action, times: { ...times!, done: times!.done + more } };
      const path = longestPath({ ...graph, actions: graph.actions.with(at, slower) });
      expect(path.length).toBe(length + Math.max(0, more - slack[at]!));
    }),
  );
});
