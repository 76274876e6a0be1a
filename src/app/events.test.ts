import { expect, it } from "vitest";
import { MemoryHost } from "../host/memory.ts";
import { recorded } from "../trace/decode/event-builder.testing.ts";
import { begin, end, span } from "../trace/decode/span-builder.testing.ts";
import { eventSamples, processFile } from "../trace/events-sample.testing.ts";
import { type EventsOptions, events } from "./events.ts";

const folder = (files: Readonly<Record<string, Uint8Array>>, dir = "/s/proc"): MemoryHost =>
  new MemoryHost(Object.fromEntries(Object.entries(files).map(([name, data]) => [`${dir}/${name}`, data])));

async function chosen(host: MemoryHost, options: Partial<EventsOptions> = {}) {
  const read = await events(host, { traces: ["/s"], ...options });
  const list = [];
  for await (const one of read.chosen()) list.push(one);
  return list;
}

const shown = async (...args: Parameters<typeof chosen>): Promise<string[]> =>
  (await chosen(...args)).map(({ time, pid, event }) => `${time / 1000} ${pid} ${event}`);

it("merges the events of processes that run side by side by their time", async () => {
  expect(await shown(folder(eventSamples))).toEqual([
    "5 100 CompileStart",
    "30 100 ParseComplete",
    "31 100 Declaration",
    "32 100 Declaration",
    "33 100 Declaration",
    "63 100 TypeCheckEnd",
    "85 100 PassEnd",
    "92 100 PassEnd",
    "93 100 PassEnd",
    "94 100 FunctionCompiled",
    "101 101 CompileStart",
    "102 101 ParseComplete",
    "112 100 FunctionCompiled",
    "162 101 Diagnostic",
    "163 101 CompileEnd",
    "164 100 SSAGenComplete",
    "174 100 CodeGenComplete",
    "179 100 CompileEnd",
  ]);
});

it("chooses by event, package and function", async () => {
  const host = folder(eventSamples);
  expect(await shown(host, { event: "Compile*,!CompileEnd" })).toEqual([
    "5 100 CompileStart",
    "101 101 CompileStart",
  ]);
  expect(await shown(host, { package: "example.com/cmd/*", event: "*Start" })).toEqual([
    "101 101 CompileStart",
  ]);
  const ofLen = await chosen(host, { event: "PassEnd,FunctionCompiled", function: "*.Len" });
  expect(ofLen.map(({ fields }) => fields)).toMatchObject([
    { pass: "opt", nanoseconds: 4000, function: "example.com/lib.(*T).Len" },
    { pass: "regalloc", nanoseconds: 7000 },
    { symbol: "example.com/lib.(*T).Len" },
  ]);
});

it("joins events by their ids", async () => {
  const list = await chosen(folder(eventSamples), { package: "example.com/lib" });
  const [map, , len] = list.filter(({ event }) => event === "Declaration").map(({ ids }) => ids.declaration);
  const [ofLen, ofMap] = list.filter(({ event }) => event === "FunctionCompiled").map(({ ids }) => ids);
  expect([ofMap?.declaration, ofLen?.declaration]).toEqual([map, len]);
  const passes = list.filter(({ event }) => event === "PassEnd").map(({ ids }) => ids);
  expect(passes.map((ids) => ids.function)).toEqual([ofLen?.function, ofMap?.function, ofLen?.function]);
  expect(new Set(passes.map((ids) => ids.pass)).size).toBe(3);
  expect(new Set(list.map(({ ids }) => ids.package)).size).toBe(1);
});

it("derives the hash of the source, and rates where there was something before", async () => {
  const [start, ssa] = await chosen(folder(eventSamples), {
    event: "CompileStart,SSAGenComplete",
    package: "*/lib",
  });
  expect(start?.fields).toMatchObject({ sourceHash: expect.stringMatching(/^[0-9a-f]{16}$/) });
  expect(ssa?.fields).toMatchObject({ blocksRate: 0.5, valuesRate: 0.6667, memoryRate: 0.75 });
  expect(ssa?.fields).not.toHaveProperty("phisRate");
});

it("leaves out passes that have no end, and orders those that lie in others", async () => {
  const lane = [
    begin("function", "F", 0),
    ...[begin("pass", "outer", 1), span("pass", "inner", 1, 1), end(1), begin("pass", "open", 1)],
  ];
  const trace = processFile({ package: "p", pid: 1, start: 0, lanes: [[], lane], exit: [2, 1] });
  const list = await chosen(folder({ "a.span": trace }), { event: "PassEnd" });
  expect(list.map(({ fields }) => fields)).toMatchObject([{ pass: "inner" }, { pass: "outer" }]);
});

it("holds no more files than processes ran side by side", async () => {
  const files = Object.fromEntries(
    [0, 1, 2].map((i) => {
      const lanes = [[recorded("CompileStart", 1000), recorded("CompileEnd", 1000)]];
      return [
        `${i}.span`,
        processFile({ package: `p${i}`, level: "package", pid: i, start: i * 100, lanes, exit: [0, 5] }),
      ];
    }),
  );
  const host = folder(files);
  const read = await events(host, { traces: ["/s"] });
  const reads: string[] = [];
  const readBytes = host.readBytes.bind(host);
  host.readBytes = (path) => {
    reads.push(path);
    return readBytes(path);
  };
  const seen: string[] = [];
  for await (const one of read.chosen()) seen.push(`${one.process}, ${reads.length} read`);
  expect(seen).toEqual(["0, 1 read", "0, 1 read", "1, 2 read", "1, 2 read", "2, 3 read", "2, 3 read"]);
});

it("takes span files by their paths, and sessions by their folders or ids", async () => {
  const host = folder(eventSamples);
  const path = "/s/proc/compile-bbb-101-1100000.span";
  expect((await chosen(host, { traces: [path, path] }))[0]).toMatchObject({
    process: "compile-bbb-101-1100000",
  });
  host.put("/other/compile-bbb-101-1100000.span", eventSamples["compile-bbb-101-1100000.span"]!);
  const both = await chosen(host, { traces: [path, "/other/compile-bbb-101-1100000.span"] });
  expect([...new Set(both.map(({ process }) => process))]).toEqual([
    "/other/compile-bbb-101-1100000",
    "/s/proc/compile-bbb-101-1100000",
  ]);
  const builds = async (traces: string[]) =>
    new Set((await chosen(host, { traces })).map(({ build }) => build));
  expect(await builds(["/s"])).toEqual(new Set(["s"]));
  expect(await builds(["/s/proc"])).toEqual(new Set([undefined]));
});

it("says what is wrong with what the user names", async () => {
  const host = folder(eventSamples);
  const refused = (options: Partial<EventsOptions>) =>
    expect(events(host, { traces: ["/s"], ...options })).rejects;
  await refused({ traces: ["/none"] }).toMatchObject({ code: "no-session" });
  await refused({ traces: ["/s", "/none"] }).toMatchObject({ code: "no-session" });
  await refused({ traces: ["/"] }).toMatchObject({ code: "no-traces" });
  await refused({ event: "Compile*,FunctionCompield" }).toMatchObject({
    code: "bad-usage",
    message: "no event is called FunctionCompield",
    remedy: expect.stringContaining("FunctionCompiled"),
  });
});
