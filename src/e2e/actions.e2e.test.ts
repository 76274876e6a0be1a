import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { packageRoot } from "../host/package.ts";
import type { JsonReport } from "../report/formats/json.ts";
import type { SessionRecord } from "../toolchain/session.ts";
import type { ActionRow } from "../trace/actions/analyze.ts";
import { e2eCache, instrumented, releases } from "./shared.testing.ts";

/** What go says of its actions, joined to what its processes say, for real: a program of three packages, built twice. */
const launcher = join(packageRoot(), "bin/traceinject.mjs");
const scratch = mkdtempSync(join(tmpdir(), "traceinject-actions-"));
const release = (await releases()).at(-1)!;

/** Its own text in each run: the private build cache outlives the run. */
const lib = (name: string): string =>
  `package ${name} // ${scratch}\n\nimport "strings"\n\nfunc F(s string) string { return strings.ToUpper(s) + "${name}" }\n`;
const main = (greeting: string): string =>
  `package main // ${scratch}\n\nimport (\n\t"fmt"\n\n\t"example.com/actions/left"\n\t"example.com/actions/right"\n)\n\nfunc main() { fmt.Println(left.F("${greeting}"), right.F("${greeting}")) }\n`;

beforeAll(async () => {
  await instrumented(release);
  write("go.mod", "module example.com/actions\n\ngo 1.19\n");
  write("left/left.go", lib("left"));
  write("right/right.go", lib("right"));
  write("main.go", main("hello"));
});
afterAll(() => rmSync(scratch, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(scratch, path)), { recursive: true });
  writeFileSync(join(scratch, path), text);
}

function traceinject(...words: readonly string[]): string {
  const env = {
    ...process.env,
    ...{ GOENV: "off", GOWORK: "off", GOFLAGS: "-trimpath", GOTOOLCHAIN: "local", GOROOT: undefined },
    ...{ XDG_CACHE_HOME: e2eCache(), XDG_STATE_HOME: join(scratch, "state") },
  };
  const { status, stdout, stderr } = spawnSync(process.execPath, [launcher, ...words], {
    ...{ cwd: scratch, env, encoding: "utf8", maxBuffer: 2 ** 28 },
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return stdout;
}

interface Built {
  readonly record: SessionRecord;
  readonly report: JsonReport & { readonly actions: NonNullable<JsonReport["actions"]> };
  readonly text: string;
}

function build(...flags: readonly string[]): Built {
  traceinject("--goroot", release.goroot, "go", "build", ...flags, "-o", "program", ".");
  const report = JSON.parse(traceinject("report", "--json"));
  const record = readFileSync(join(scratch, "state/traceinject/sessions/latest/session.json"), "utf8");
  return { report, record: JSON.parse(record), text: traceinject("report") };
}

const outcomesOf = (rows: readonly ActionRow[], mode: string): Record<string, string> =>
  Object.fromEntries(
    rows
      .filter((row) => row.mode === mode && row.package.startsWith("example.com/"))
      .map((row) => [row.package, row.outcome]),
  );

test("a build says what go did around its processes: each belongs to an action, and the times add up", () => {
  const { record, report, text } = build("-p", "2");
  expect(record).toMatchObject({ jobs: 2, actionGraph: "go/actiongraph.json" });
  expect(record.command).toEqual(["go", "build", "-p", "2", "-o", "program", "."]);
  const { actions, processes } = report;
  expect(actions.findings).toEqual([]);

  const joined = actions.actions.flatMap(({ files }) => files);
  expect([...joined].sort()).toEqual(processes.map(({ file }) => file).sort());
  for (const path of ["example.com/actions", "example.com/actions/left", "example.com/actions/right"]) {
    const [compile] = processes.filter(({ tool, package: of }) => tool === "compile" && of === path);
    const row = actions.actions.find(({ files }) => files.includes(compile!.file));
    expect(row).toMatchObject({ mode: "build", package: path, outcome: "ran" });
  }

  const sum = (of: (row: ActionRow) => number): number =>
    actions.actions.reduce((all, row) => all + of(row), 0);
  for (const { ready = 0, start = 0, done = 0, forSlot, running } of actions.actions)
    expect([forSlot, running]).toEqual([start - ready, done - start]);
  expect(actions.waiting).toEqual({
    forDependencies: sum((row) => row.forDependencies ?? 0),
    forSlot: sum((row) => row.forSlot ?? 0),
    running: sum((row) => row.running ?? 0),
  });

  const elements = actions.path.elements;
  const linked = elements.findLast(({ mode }) => !["link-install", "build-install", "nop"].includes(mode));
  expect(linked).toMatchObject({ mode: "link", package: "example.com/actions" });
  expect(actions.path.length).toBe(elements.reduce((all, { running }) => all + running, 0));
  expect(actions.path.length).toBeLessThanOrEqual(actions.wall);
  expect(text).toMatch(/\ngo's actions took .+ on 2 slots, /);
  expect(text).toContain("link example.com/actions ");
});

test("the simulation of the build that there was takes its real time", () => {
  write("left/left.go", lib("left").replace("ToUpper", "ToLower"));
  const { whatIf } = build("-p", "2").report.actions;
  expect(whatIf.slots).toBe(2);
  expect(whatIf.accuracy).toBeGreaterThan(0.9);
  expect(whatIf.accuracy).toBeLessThan(1.1);
});

test("a second build after a change has what did not change as cached", () => {
  write("main.go", main("goodbye"));
  const { actions } = build().report;
  expect(outcomesOf(actions.actions, "build")).toMatchObject({
    "example.com/actions": "ran",
    "example.com/actions/left": "cached",
    "example.com/actions/right": "cached",
  });
  expect(outcomesOf(actions.actions, "link")).toEqual({ "example.com/actions": "ran" });
  expect(actions.outcomes.cached).toBeGreaterThan(2);
  const left = actions.actions.find((row) => row.mode === "build" && row.package.endsWith("/left"));
  expect(left?.lastCost).toMatchObject({ session: expect.stringMatching(/^\d{8}T\d{9}Z-/) });
  expect(left!.lastCost!.cpu).toBeGreaterThan(0);
  expect(actions.spared.known).toBeGreaterThan(1);
});

test("a build of which nothing runs has a report that says what it would have cost", () => {
  build();
  const { report, text } = build();
  expect(report.processes).toEqual([]);
  expect(report.actions.spared).toMatchObject({ of: report.actions.spared.actions });
  expect(text).toMatch(/results came out of the build cache, which saved [\d.]+ m?s of\s+CPU time/);
});
