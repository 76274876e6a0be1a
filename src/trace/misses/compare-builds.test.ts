import { expect, it } from "vitest";
import { parseActionGraph } from "../actions/action-graph.ts";
import { graphText } from "../actions/graph-builder.testing.ts";
import { type BuiltSession, changedSettings, compareBuilds } from "./compare-builds.ts";

const drawing = `
  link app: 70 70 90 < app, lib, base
  app:      40 40 70 < lib
  lib:      20 20 40 < base
  base:      0  0 20`;

type Changes = Readonly<Record<string, object>>;

/** `ids` says which packages have other inputs and results than `drawing` gives them; `cached`, which did not run. */
function built(
  changed: readonly string[] = [],
  cached: readonly string[] = [],
  about: Partial<BuiltSession> = {},
) {
  const changes: Changes = Object.fromEntries(
    ["app", "lib", "base"].map((path) => {
      const id = changed.includes(path) ? `new-${path}` : `build-${path}`;
      return [
        path,
        { ActionID: id, BuildID: `${id}/result-of-${id}`, ...(cached.includes(path) && { Cmd: null }) },
      ];
    }),
  );
  const graph = parseActionGraph(graphText(drawing, changes));
  return { graph, toolchain: "t1", cache: "/cache", settings: new Map<string, string>(), ...about };
}

const causes = (before: BuiltSession, now: BuiltSession): string[] =>
  compareBuilds(before, now).map(({ package: path, cause, root, running }) =>
    [path, running, cause.kind, ...("package" in cause ? [cause.package] : []), `(${root})`].join(" "),
  );

it("finds the package at which it began, and what came of it in the order of dependencies", () => {
  expect(causes(built(), built(["lib", "app"], ["base"]))).toEqual([
    "lib 20 inputs (lib)",
    "app 30 dependency lib (lib)",
  ]);
});

it("stops at what came out the same", () => {
  const graph = parseActionGraph(
    graphText(drawing, {
      base: { ActionID: "new", BuildID: "new/result" },
      lib: { Cmd: null },
      app: { Cmd: null },
    }),
  );
  expect(causes(built(), { ...built(), graph })).toEqual(["base 20 inputs (base)"]);
});

it("tells inputs from a cache that has forgotten, or is another one", () => {
  const kept = ["lib", "base"];
  expect(causes(built(), built([], kept))).toEqual(["app 30 not-kept (app)"]);
  expect(causes(built(), built([], kept, { cache: "/other" }))).toEqual(["app 30 other-cache (app)"]);
});

it("blames another toolchain for all that has other inputs", () => {
  const now = built(["app", "lib", "base"], [], { toolchain: "t2" });
  expect(causes(built(), now)).toEqual([
    "base 20 toolchain (base)",
    "lib 20 toolchain (lib)",
    "app 30 toolchain (app)",
  ]);
});

it("knows what was not built before", () => {
  const before = { ...built(), graph: parseActionGraph(graphText("base: 0 0 20")) };
  expect(causes(before, built([], ["base"]))).toEqual(["lib 20 new (lib)", "app 30 new (app)"]);
});

it("names the settings that differ, come in or go out", () => {
  const of = (settings: Record<string, string>) => ({
    ...built(),
    settings: new Map(Object.entries(settings)),
  });
  expect(
    changedSettings(of({ GOFLAGS: "-x", CC: "gcc" }), of({ GOFLAGS: "-v", "-race": "-race", CC: "gcc" })),
  ).toEqual(["-race", "GOFLAGS"]);
});
