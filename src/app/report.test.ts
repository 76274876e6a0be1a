import { expect, it } from "vitest";
import { MemoryHost } from "../host/memory.ts";
import { sampleAnalysis, sampleFiles, sampleOutlines } from "../report/sample.testing.ts";
import { sampleRecord } from "../toolchain/session-record.testing.ts";
import { graphText } from "../trace/actions/graph-builder.testing.ts";
import { exit, header, spanFile, zero } from "../trace/decode/span-builder.testing.ts";
import { processFile } from "../trace/rules/build.testing.ts";
import { report } from "./report.ts";

const inFolder = (dir: string, files: Readonly<Record<string, Uint8Array>>): MemoryHost =>
  new MemoryHost(Object.fromEntries(Object.entries(files).map(([name, data]) => [`${dir}/${name}`, data])));

it("analyses every span file of a session's folder, and nothing else there", async () => {
  const host = inFolder("/s/proc", { ...sampleFiles, "notes.txt": new Uint8Array([1]) });
  host.put("/s/session.json", "{}");
  const { analysis, findings, runtimeTraces } = await report(host, { session: "/s" });
  expect(analysis).toEqual({ ...sampleAnalysis(), advice: [] });
  expect(findings).toEqual(analysis.findings);
  expect(findings.map(({ kind }) => kind)).toEqual(["no-exit", "not-a-span-file"]);
  expect(runtimeTraces).toEqual([]);
});

it("outlines every process where that is asked for, in the order of the analysis", async () => {
  const host = inFolder("/traces", sampleFiles);
  expect((await report(host, { session: "/traces", draws: true })).outlines).toEqual(sampleOutlines());
  expect((await report(host, { session: "/traces" })).outlines).toEqual([]);
});

it("takes a folder that holds the span files itself", async () => {
  const { analysis } = await report(inFolder("/traces", sampleFiles), { session: "/traces" });
  expect(analysis.processes.length).toBe(3);
});

it("finds the execution traces that the span files name, in the same folder only", async () => {
  const compile = (of: string, runtimeTrace: string): Uint8Array =>
    spanFile(header({ package: of, runtimeTrace }), exit(0, zero + 1));
  const host = inFolder("/s", {
    "a.span": compile("a", "a.trace"),
    "b.span": compile("b", "b.trace"),
    "c.span": compile("c", "../secret.trace"),
    "d.span": compile("d", "gone.trace"),
    "a.trace": new TextEncoder().encode("go 1.26 trace\0\0\0events"),
    "b.trace": new Uint8Array(),
    "../secret.trace": new TextEncoder().encode("go 1.26 trace\0\0\0"),
  });
  const { runtimeTraces } = await report(host, { session: "/s" });
  expect(runtimeTraces).toEqual([
    { path: "/s/a.trace", package: "a", header: { format: "go1.26", bytes: 22 } },
    { path: "/s/b.trace", package: "b" },
  ]);
});

/** A session of one compile, which is the only action of its graph. */
function builtSession(record: object, graph?: string): MemoryHost {
  const action = "build-app/build-app";
  const host = inFolder("/s/proc", {
    "a.span": spanFile(header({ package: "app", importPath: "app", action }), exit(0, zero + 1)),
  });
  host.put("/s/session.json", JSON.stringify({ ...sampleRecord, ...record }));
  if (graph !== undefined) host.put("/s/go/actiongraph.json", graph);
  return host;
}

const asked = { jobs: 3, actionGraph: "go/actiongraph.json" };
const actionsOf = async (host: MemoryHost) => (await report(host, { session: "/s" })).analysis.actions;

it("joins what go did to its processes, on as many slots as the build had", async () => {
  const actions = await actionsOf(builtSession(asked, graphText("app: 0 0 20")));
  expect(actions?.actions).toMatchObject([
    { package: "app", outcome: "ran", running: 20, files: ["a.span"] },
  ]);
  expect(actions?.whatIf.slots).toBe(3);
});

it("takes as many slots as were used where the session does not tell", async () => {
  for (const jobs of [undefined, 0, "many"])
    expect((await actionsOf(builtSession({ jobs }, graphText("app: 0 0 20"))))?.whatIf.slots).toBe(1);
});

it("says nothing of a graph that nobody has asked for", async () => {
  expect(await actionsOf(builtSession({ jobs: 3 }))).toBeUndefined();
});

it("finds a graph missing or damaged, and reports the rest as it would without", async () => {
  const { actions: _, ...rest } = (await report(builtSession({}), { session: "/s" })).analysis;
  const kinds = async (host: MemoryHost) => {
    const { actions, ...others } = (await report(host, { session: "/s" })).analysis;
    expect(others).toEqual(rest);
    return actions?.findings.map(({ kind }) => kind);
  };
  expect(await kinds(builtSession(asked))).toEqual(["missing-action-graph"]);
  expect(await kinds(builtSession(asked, graphText("app: 0 0 20").slice(0, 99)))).toEqual([
    "not-an-action-graph",
  ]);
  const unreadable = builtSession(asked, "[]");
  const { readBytes } = unreadable;
  unreadable.readBytes = async (path) => {
    if (path.endsWith("graph.json")) throw Object.assign(new Error("EACCES"), { code: "EACCES" });
    return readBytes.call(unreadable, path);
  };
  expect((await actionsOf(unreadable))?.findings).toEqual([
    { kind: "not-an-action-graph", problem: "it cannot be read (EACCES)" },
  ]);
});

it("tells of a build of which nothing ran what it would have cost", async () => {
  const graph = graphText("app: 0 0 20 < lib\n lib: 0 0 0", { app: { Cmd: null }, lib: { Cmd: null } });
  const host = builtSession(asked, graph);
  await host.remove("/s/proc/a.span");
  await host.makeDir("/s/proc");
  const cost = { actionId: "build-lib", running: 7, cpu: 9, session: "s1" };
  const costs = new Map([[cost.actionId, cost]]);
  const { analysis } = await report(host, { session: "/s", costs });
  expect(analysis.processes).toEqual([]);
  expect(analysis.actions?.spared).toEqual({ of: 2, actions: 2, known: 1, running: 7, cpu: 9 });
  await host.remove("/s/go");
  await expect(report(host, { session: "/s" })).rejects.toMatchObject({ code: "no-traces" });
});

it("says what to do where there is no folder, or no span file in it", async () => {
  await expect(report(new MemoryHost(), { session: "/none" })).rejects.toMatchObject({
    code: "no-session",
    message: "/none is not a folder",
  });
  await expect(report(inFolder("/s", { x: new Uint8Array() }), { session: "/s" })).rejects.toMatchObject({
    code: "no-traces",
    message: "there is no span file in /s",
    remedy: expect.stringContaining("traceinject sessions"),
  });
});

it("asks a huge file whether it is generated, and goes by its name where it is gone", async () => {
  const file = "/src/api/big.go";
  const compile = processFile({
    ...{ package: "api", time: 3000, parsed: { lines: 52_000, bytes: 2e6 }, files: [{ file, time: 900 }] },
    functions: [{ name: "api.Last", time: 2000, file, line: 50_000 }],
  });
  const sentence = async (files: Record<string, string>) => {
    const host = new MemoryHost({ "/s/a.span": compile, ...files });
    const { advice } = (await report(host, { session: "/s" })).analysis;
    return advice?.find(({ rule }) => rule === "huge-file")?.sentence;
  };
  expect(await sentence({ [file]: "// Code generated by x. DO NOT EDIT.\n" })).toContain(
    "is generated, as it says",
  );
  expect(await sentence({})).not.toContain("generated");
});
