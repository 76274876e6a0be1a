import { expect, it } from "vitest";
import { parseActionGraph } from "./action-graph.ts";
import { graphText } from "./graph-builder.testing.ts";
import { outcomes } from "./outcome.ts";

const noCommand = { Cmd: null };
const noResult = { BuildID: undefined };
const nothing = { ActionID: undefined, BuildID: undefined, Cmd: null };

/** The outcome of each action by its package or, for other modes than build, by mode and package. */
function outcomesOf(drawing: string, changes: Readonly<Record<string, object>>): Record<string, string> {
  const graph = parseActionGraph(graphText(drawing, changes));
  const name = (index: number): string => {
    const { mode, package: path } = graph.actions[index]!;
    return mode === "build" ? path : `${mode} ${path}`;
  };
  return Object.fromEntries(outcomes(graph).map((outcome, index) => [name(index), outcome]));
}

const install = `
  link-install app: 9 9 9 < link app
  link app:         6 6 9 < app, lib, nop -
  nop -:            4 4 4 < lib
  app:              4 4 6 < lib, nop -
  lib:              0 0 4`;

it("tells what ran from what was in the cache", () => {
  expect(outcomesOf(install, { lib: noCommand })).toEqual({
    "link-install app": "internal",
    "link app": "ran",
    "nop -": "internal",
    app: "ran",
    lib: "cached",
  });
});

it("takes an executable that stands where it belongs for up to date, with the main package that only it needs", () => {
  const found = { "link app": noCommand, app: noCommand, lib: noCommand };
  expect(outcomesOf(install, found)).toMatchObject({
    "link app": "up-to-date",
    app: "up-to-date",
    lib: "cached",
  });
});

it("takes an executable for cached where nothing is installed, as go run does", () => {
  const run = "go run -: 4 4 5 < link app\n link app: 2 2 4 < app\n app: 0 0 2";
  const found = { "link app": noCommand, app: noCommand };
  expect(outcomesOf(run, found)).toMatchObject({ "link app": "cached", app: "cached" });
});

it("skips what depends on a failure, but not what runs in any case", () => {
  const drawing = `
    go build -:          5 5 5 < user, other
    user:                3 3 3 < build check cache user, bad
    build check cache user: 3 3 3 < bad
    bad:                 0 0 3
    other:               0 0 5`;
  const failed = { bad: noResult, user: nothing };
  expect(outcomesOf(drawing, failed)).toEqual({
    "go build -": "skipped",
    user: "skipped",
    "build check cache user": "skipped",
    bad: "failed",
    other: "ran",
  });
  const root = { "go build -": { IgnoreFail: true } };
  expect(outcomesOf(drawing, { ...failed, ...root })).toMatchObject({ "go build -": "internal" });
});

it("knows what nobody asked for", () => {
  const list = "go list -: 4 4 4 < link app\n link app: 3 3 4 < app\n app: 0 0 3 < lib\n lib: 0 0 0";
  const changes = {
    "link app": { ...noCommand, ...noResult },
    lib: { ...noCommand, ...noResult, NeedBuild: undefined },
  };
  expect(outcomesOf(list, changes)).toMatchObject({
    "link app": "not-needed",
    app: "ran",
    lib: "not-needed",
  });
});

it("skips a build whose step before it failed after its action id was known", () => {
  const drawing = "net: 2 2 2 < cgo run net\n cgo run net: 0 0 2";
  const changes = { net: { ...noCommand, ...noResult }, "cgo run net": { Cmd: ["cgo"] } };
  expect(outcomesOf(drawing, changes)).toEqual({ net: "skipped", "cgo run net": "ran" });
});

it("skips what the build did not come to", () => {
  expect(outcomesOf("app: < lib\n lib: 0 0 2", {})).toEqual({ app: "skipped", lib: "ran" });
});
