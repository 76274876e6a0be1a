import fc from "fast-check";
import { expect, it } from "vitest";
import { running } from "./action.ts";
import { parseActionGraph } from "./action-graph.ts";
import { graphText, instant, wallZero } from "./graph-builder.testing.ts";

fc.configureGlobal({ seed: 20260102 });

const drawing = `
  link app: 30 31 40 < app
  app:      20 20 30 < lib, os
  lib:      10 12 20 < os
  os:       1 1 10`;

const kindsOf = (text: string): string[] => parseActionGraph(text).findings.map(({ kind }) => kind);

/** The actions of `drawing` with one field replaced. */
function changed(name: string, changes: object): ReturnType<typeof parseActionGraph> {
  return parseActionGraph(graphText(drawing, { [name]: changes }));
}

it("reads actions, with times after the first moment of the graph", () => {
  const { actions, begin, wall, findings } = parseActionGraph(graphText(drawing));
  expect([begin, wall, findings]).toEqual([wallZero + 1n, 39, []]);
  expect(actions.map(({ mode, package: path, times }) => [mode, path, times?.start])).toEqual([
    ["link", "app", 30],
    ["build", "app", 19],
    ["build", "lib", 11],
    ["build", "os", 0],
  ]);
  expect(actions.map(running)).toEqual([9, 10, 8, 9]);
  expect(actions[1]).toMatchObject({ deps: [2, 3], actionId: "build-app", buildId: "build-app/result" });
});

it("reads an action as go1.26 writes it", () => {
  const text = `[{
    "ID": 8, "Mode": "build", "Package": "internal/cpu", "Deps": [28], "Objdir": "/tmp/go-build1/b009/",
    "Priority": 5, "NeedBuild": true, "ActionID": "oRKOHtoN14qEW-2WQbEU",
    "BuildID": "oRKOHtoN14qEW-2WQbEU/NcI82D62OtwbFsUu4DuP",
    "TimeReady": "2026-11-23T12:13:50.912149495Z", "TimeStart": "2026-11-23T14:13:50.91215+02:00",
    "TimeDone": "2026-11-23T12:13:51Z", "Cmd": ["compile -p internal/cpu", "asm -p internal/cpu"],
    "CmdReal": 101959489, "CmdUser": 16417000, "CmdSys": 26078000
  }, {"ID": 28, "Mode": "nop", "Package": "", "Cmd": null,
    "TimeReady": "2026-11-23T12:13:51Z", "TimeStart": "2026-11-23T12:13:51Z", "TimeDone": "2026-11-23T12:13:51Z"}]`;
  const { actions, begin, findings } = parseActionGraph(text);
  expect(findings).toEqual([]);
  expect(begin).toBe(1795436030912149495n);
  expect(actions[0]).toEqual({
    ...{ id: 8, mode: "build", package: "internal/cpu", deps: [1], priority: 5, needed: true },
    ...{ ignoreFail: false, objdir: "/tmp/go-build1/b009/", times: { ready: 0, start: 505, done: 87850505 } },
    ...{ actionId: "oRKOHtoN14qEW-2WQbEU", buildId: "oRKOHtoN14qEW-2WQbEU/NcI82D62OtwbFsUu4DuP" },
    commands: ["compile -p internal/cpu", "asm -p internal/cpu"],
    ...{ commandReal: 101959489, commandUser: 16417000, commandSystem: 26078000 },
  });
});

it("orders every action behind what it depends on, as cmd/go numbers them", () => {
  const { order, actions } = parseActionGraph(graphText(drawing));
  expect(order.map((index) => actions[index]!.priority)).toEqual([0, 1, 2, 3]);
});

it("says what is not an action graph, and reads nothing from it", () => {
  expect(parseActionGraph("{")).toMatchObject({
    actions: [],
    findings: [{ kind: "not-an-action-graph", problem: "it is not JSON" }],
  });
  expect(kindsOf('{"ID": 1}')).toEqual(["not-an-action-graph"]);
  expect(parseActionGraph("[]")).toEqual({ actions: [], order: [], begin: 0n, wall: 0, findings: [] });
});

it("leaves out what is no action, and the second of one id", () => {
  const { actions, findings } = parseActionGraph('[7, null, {"ID": -1}, {"ID": 3}, {"ID": 3, "Mode": "x"}]');
  expect(actions.map(({ id, mode }) => [id, mode])).toEqual([[3, ""]]);
  expect(findings).toEqual([
    { kind: "bad-action", at: 0, count: 3 },
    { kind: "repeated-action", id: 3, count: 1 },
    { kind: "graph-without-times" },
  ]);
});

it("cuts cycles, and drops dependencies on nothing", () => {
  const { order, findings, actions } = changed("os", { Deps: [3, 0, 99] });
  expect(findings).toEqual([
    { kind: "unknown-dependency", id: 3, dependency: 99, count: 1 },
    { kind: "dependency-cycle", id: 3, dependency: 3, count: 2 },
  ]);
  expect([order, actions[3]?.deps]).toEqual([[3, 2, 1, 0], []]);
});

it("takes a field of another type for absent, and names the first", () => {
  const { actions, findings } = changed("lib", { Mode: 5, CmdReal: -1, Cmd: ["go", 7], Deps: "3" });
  expect(actions[2]).toMatchObject({ mode: "", commandReal: 0, commands: ["go"], deps: [] });
  expect(findings).toEqual([{ kind: "bad-action-field", id: 2, field: "Deps", count: 4 }]);
});

it("moves up times that go back", () => {
  const { actions, findings } = changed("lib", { TimeStart: instant(5), TimeDone: instant(8) });
  expect(actions[2]?.times).toEqual({ ready: 9, start: 9, done: 9 });
  expect(findings).toEqual([{ kind: "action-clock-goes-back", id: 2, by: 5, count: 1 }]);
});

it("tells a graph that was never run from one that was interrupted", () => {
  expect(kindsOf(graphText("app: < lib\n lib:"))).toEqual(["graph-without-times"]);
  const { actions, findings } = parseActionGraph(graphText("app: < lib\n lib: 0 1 2"));
  expect(findings).toEqual([{ kind: "unfinished-action", id: 0, count: 1 }]);
  expect(actions[0]).not.toHaveProperty("times");
});

it("does not take a date that does not exist for a time", () => {
  expect(kindsOf(graphText(drawing, { os: { TimeDone: "2026-13-40T00:00:00Z" } }))).toEqual([
    "bad-action-field",
    "unfinished-action",
  ]);
});

it("never throws, and always gives an order in which everything can run", () => {
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.nat(5),
    fc.array(fc.nat(6)),
    fc.constant(instant(7)),
  );
  const keys = fc.constantFrom("ID", "Mode", "Package", "Deps", "TimeReady", "TimeStart", "TimeDone", "Cmd");
  const list = fc.array(fc.oneof(value, fc.dictionary(keys, value)), { maxLength: 12 });
  fc.assert(
    fc.property(list, (json) => {
      const { actions, order } = parseActionGraph(JSON.stringify(json));
      const place = new Map(order.map((index, at) => [index, at]));
      expect(place.size).toBe(actions.length);
      for (const [index, { deps }] of actions.entries()) {
        for (const dep of deps) expect(place.get(dep)).toBeLessThan(place.get(index)!);
      }
    }),
  );
});

it("reads a chain of 20,000 actions, which no recursion could follow", () => {
  const chain = Array.from({ length: 20_000 }, (_, ID) => ({ ID, Deps: ID === 19_999 ? [] : [ID + 1] }));
  const { order } = parseActionGraph(JSON.stringify(chain));
  expect([order.length, order[0], order.at(-1)]).toEqual([20_000, 19_999, 0]);
});
