import { expect, it } from "vitest";
import type { Miss } from "../misses/miss.ts";
import { buildOf } from "../rules/build.testing.ts";
import { advise } from "../rules/index.ts";
import { explain } from "./explain.ts";

const graph = `
  link app: 5000 5000 5200 < app
  app:      4600 4700 5000 < nop x
  nop x:    4600 4600 4600 < slow, quick
  slow:     1000 1000 4600 < base
  quick:    1000 1000 1300 < base
  base:        0    0 1000`;
const processes = [
  { package: "slow", from: 1000, time: 3600, functions: [{ name: "slow.F", time: 900, values: 12 }] },
  { package: "app", from: 4700, time: 300, imports: [{ name: "slow", time: 40 }] },
  { package: "app [app.test]", from: 4700, time: 200 },
  { tool: "link", package: "app", from: 5000, time: 200 },
];
const miss: Miss = {
  package: "app",
  actionId: "build-app",
  running: 3e8,
  root: "slow",
  cause: { kind: "dependency", package: "slow" },
};
const input = buildOf({ graph, processes, misses: { before: "s1", missed: [miss] } });
const analysis = { ...input.analysis, advice: advise(input) };
const build = { ...input, analysis };
const named = (globs: string): string[] =>
  explain(build, globs).map(({ work, package: path }) => `${work} ${path}`);

it("explains compiles, test variants and links of the packages that are asked for, each by itself", () => {
  expect(named("app")).toEqual(["compile app", "compile app [app.test]", "link app"]);
  expect(named("app [app.test]")).toEqual(["compile app [app.test]"]);
  expect(named("s*,q*")).toEqual(["compile slow", "compile quick"]); // quick left no trace
  expect(named("nothing")).toEqual([]);
});

it("says what a compile waited for, through what is no work, and where it is on the critical path", () => {
  const [app] = explain(build, "app");
  expect(app!.action).toMatchObject({
    ...{ after: { package: "slow", work: "compile" }, onPath: 3 },
    ...{ forSlot: 1e8, running: 3e8 },
  });
  expect(app!.miss).toEqual(miss);
});

it("has the figures of its own processes only, and the advice that is about it", () => {
  const [slow] = explain(build, "slow");
  expect(slow!.processes.map(({ package: path }) => path)).toEqual(["slow"]);
  expect(slow!.functions).toMatchObject([{ name: "slow.F", time: 9e8, values: 12 }]);
  expect(slow!.dependencies).toEqual([]);
  expect(slow!.advice).toMatchObject([
    { rule: "critical-path-package", subject: "slow" },
    { rule: "cache-miss", subject: "slow" },
  ]);
  const [app] = explain(build, "app");
  expect(app!.dependencies).toMatchObject([{ name: "slow", time: 4e7 }]);
  expect(app!.advice).toEqual([]);
});

it("knows processes where go was not asked, too", () => {
  const [slow] = explain(buildOf({ processes }), "slow");
  expect(slow).toMatchObject({ work: "compile", package: "slow" });
  expect(slow).not.toHaveProperty("action");
});
