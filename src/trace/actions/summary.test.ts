import { expect, it } from "vitest";
import { parseActionGraph } from "./action-graph.ts";
import { graphText } from "./graph-builder.testing.ts";
import { summarizeBuild } from "./summary.ts";

const drawing = "link app: 5 5 9 < app\n app: 3 3 5 < lib, os, fmt\n lib: 0 0 3\n os: 0 0 2\n fmt: 0 0 1";
const summary = (changes: Readonly<Record<string, object>>) =>
  summarizeBuild(parseActionGraph(graphText(drawing, changes)));

it("counts what was compiled, with its CPU time, and what came out of the cache", () => {
  const found = summary({
    "link app": { CmdUser: 1000 },
    app: { CmdUser: 100, CmdSys: 20 },
    lib: { CmdUser: 3 },
    os: { Cmd: null },
    fmt: { Package: "lib", ActionID: "build-lib-variant", CmdUser: 4 },
  });
  expect(found).toMatchObject({ compiled: 2, failed: 0, cpu: 127, results: { of: 5, actions: 1 } });
  expect(found.costs.map(({ actionId }) => actionId)).toEqual([
    ...["link-app", "build-app", "build-lib", "build-lib-variant"],
  ]);
});

it("counts nothing of a build that was interrupted, nor of none", () => {
  const none = { compiled: 0, failed: 0, cpu: 0, costs: [] };
  expect(summarizeBuild(parseActionGraph(graphText("app: ")))).toEqual({
    ...none,
    results: { of: 1, actions: 0 },
  });
  expect(summarizeBuild(parseActionGraph("[]"))).toEqual({ ...none, results: { of: 0, actions: 0 } });
});

it("counts what ran without a result", () => {
  const found = summary({ lib: { BuildID: undefined }, app: { Cmd: null, BuildID: undefined } });
  expect(found).toMatchObject({ compiled: 2, failed: 1 });
});
