import { expect, it } from "vitest";
import { parseGoVersion } from "../base/version.ts";
import { loadGoParser } from "../syntax/tree.ts";
import { combineSets } from "./combine.ts";
import { type Drift, renderDrift } from "./drift.ts";
import { parsePatch } from "./parse.ts";
import type { PatchSet } from "./patch.ts";
import { type PlanResult, planPatches } from "./plan.ts";

const parser = await loadGoParser();
const version = parseGoVersion("go1.26.0")!;

/** A set with one patch, `p.patch`, which inserts a line at the entry of a function; `payload` are paths. */
function setOf(name: string, target: string, line: string, payload: readonly string[] = []): PatchSet {
  const [folder = "", declaration = ""] = target.split(".");
  const imported = /^(\w+)\./.exec(line)?.[1];
  const text = `patch p\nchange c\npackage ${folder}\nimport "cmd/${name}/${imported}"\n\n func ${declaration}(...) {\n+\t${line}\n \t...\n }\n`;
  return {
    name,
    tools: ["cmd/x"],
    patches: [parsePatch("p.patch", text)],
    payload: payload.map((path) => ({ set: name, path, text: "package p\n" })),
    fingerprint: `of ${name}`,
    files: { "p.patch": `hash of ${name}` },
  };
}

const sources = new Map([
  ["cmd/x/x.go", "package x\n\nfunc Main() {\n\trun()\n}\n\nfunc run() {\n\tstop()\n}\n"],
]);

const plan = (...sets: PatchSet[]): PlanResult => planPatches(parser, combineSets(sets), version, sources);

function driftOf(result: PlanResult): readonly Drift[] {
  return result.kind === "drift" ? result.drift : [];
}

it("leaves one set as it is", () => {
  const set = setOf("a", "cmd/x.Main", "hook.Start()");
  expect(combineSets([set])).toBe(set);
});

it("names changes, patch files and hashes after their sets", () => {
  const both = combineSets([
    setOf("a", "cmd/x.Main", "hook.Start()"),
    setOf("b", "cmd/x.run", "other.Run()"),
  ]);
  expect(both).toMatchObject({ name: "a+b", tools: ["cmd/x"] });
  const changes = both.patches.flatMap((patch) => patch.changes);
  expect(changes.map(({ id, file }) => [id, file])).toEqual([
    ["a/p/c", "a/p.patch"],
    ["b/p/c", "b/p.patch"],
  ]);
  expect(both.files).toEqual({ "a/p.patch": "hash of a", "b/p.patch": "hash of b" });
});

it("has a fingerprint of the sets, their names and their order", () => {
  const [a, b] = [setOf("a", "cmd/x.Main", "h.A()"), setOf("b", "cmd/x.run", "o.B()")];
  const variants = [[a, b], [b, a], [a], [a, { ...b, name: "c" }], [a, { ...b, fingerprint: "" }]];
  expect(new Set(variants.map((sets) => combineSets(sets).fingerprint)).size).toBe(variants.length);
});

it("lets several sets patch one file in different places", () => {
  const result = plan(setOf("a", "cmd/x.Main", "hook.Start()"), setOf("b", "cmd/x.run", "other.Run()"));
  expect(result.kind === "plan" && result.plan.changes.map(({ id, line }) => `${id} ${line}`)).toEqual([
    "a/p/c 4",
    "b/p/c 8",
  ]);
});

it("calls two sets in one place a conflict, and names both with the place", () => {
  const result = plan(setOf("a", "cmd/x.Main", "hook.Start()"), setOf("b", "cmd/x.Main", "other.Start()"));
  expect(driftOf(result)).toMatchObject([
    { kind: "conflict", change: "b/p/c", other: "a/p/c", place: { file: "cmd/x/x.go", line: 4 } },
  ]);
  expect(renderDrift(driftOf(result))).toContain("cmd/x/x.go:4:1: also wanted by a/p/c");
});

it("says so where two sets import packages of one name into one file", () => {
  const result = plan(setOf("a", "cmd/x.Main", "hook.Start()"), setOf("b", "cmd/x.run", "hook.Run()"));
  expect(driftOf(result)).toMatchObject([
    {
      kind: "import-clash",
      change: "b/p/c",
      why: "a/p/c imports cmd/a/hook, which has the same name as cmd/b/hook",
    },
  ]);
});

it("adds no package that the release has, and no file that is there", () => {
  const set = setOf("b", "cmd/x.run", "other.Run()", ["cmd/x/more.go", "cmd/x/x.go", "cmd/y/y.go"]);
  expect(driftOf(plan(setOf("a", "cmd/x.Main", "hook.Start()"), set))).toEqual([
    { kind: "file-exists", change: "b", at: "payload", target: "cmd/x/x.go", file: "cmd/x/x.go" },
  ]);
  const besides = { ...set, payload: set.payload.filter(({ path }) => path !== "cmd/x/x.go") };
  expect(driftOf(plan(besides))).toEqual([
    { kind: "package-exists", change: "b", at: "payload", target: "cmd/x" },
  ]);
});

it.each([
  ["a", ["cmd/y/y.go"], "a and a cannot be applied together: their folders have the same name"],
  ["b", ["cmd/y/y.go"], "a and b cannot be applied together: both add cmd/y/y.go"],
  ["b", ["cmd/y/z.go"], "a and b cannot be applied together: both add to the package cmd/y"],
])("does not combine a set with %s that adds %s", (name, payload, message) => {
  const a = setOf("a", "cmd/x.Main", "hook.Start()", ["cmd/y/y.go"]);
  const other = setOf(name, "cmd/x.run", "other.Run()", payload);
  expect(() => combineSets([a, other])).toThrow(expect.objectContaining({ code: "patch-sets-clash" }));
  expect(() => combineSets([a, other])).toThrow(message);
});
