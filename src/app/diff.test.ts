import { expect, it } from "vitest";
import { MemoryHost } from "../host/memory.ts";
import { sampleRecord } from "../toolchain/session-record.testing.ts";
import { graphText } from "../trace/actions/graph-builder.testing.ts";
import { jitters, sampleBuild, sampleFiles } from "../trace/diff/session.testing.ts";
import { diff } from "./diff.ts";

/** A recorded session of one package, which the only action of go's graph compiled. */
function addSession(host: MemoryHost, dir: string, { recording = {}, cpu = 0, ...record }): void {
  const action = "build-example.com.lib/build-example.com.lib";
  const lib = { ...sampleBuild(0)["example.com/lib"]!, header: { action } };
  for (const [name, data] of Object.entries(sampleFiles({ "example.com/lib": lib })))
    host.put(`${dir}/proc/${name}`, data);
  const whole = { ...sampleRecord, ...record, recording: { ...sampleRecord.recording, ...recording } };
  host.put(`${dir}/session.json`, JSON.stringify(whole));
  const changes = { "example.com/lib": { CmdUser: cpu, CmdSys: 1000 } };
  host.put(`${dir}/go/actiongraph.json`, graphText("example.com/lib: 0 0 3000000", changes));
}

it("has the CPU time of what was compiled from go's own graph", async () => {
  const host = new MemoryHost();
  addSession(host, "/a", { cpu: 5_000_000 });
  addSession(host, "/b", { cpu: 7_000_000 });
  const { totals } = await diff(host, { before: ["/a"], after: ["/b"] });
  const cpu = totals.find(({ measure }) => measure === "cpu");
  expect(cpu?.change).toMatchObject({ delta: 2_000_000, ratio: 7_001_000 / 5_001_000 });
});

it("tells filters, slots and commands apart by what the sessions have recorded of themselves", async () => {
  const host = new MemoryHost();
  addSession(host, "/a", { jobs: 2, recording: { functions: "main.*", min: "pass=1us" } });
  addSession(host, "/b", { jobs: 4, command: ["go", "build", "-a", "."] });
  const { findings } = await diff(host, { before: ["/a"], after: ["/b"] });
  expect(findings).toEqual([
    { kind: "filters", before: "--functions main.* --min pass=1us", after: "none" },
    { kind: "slots", before: "2", after: "4" },
    { kind: "command", before: sampleRecord.command.join(" "), after: "go build -a ." },
  ]);
});

it("does without what a folder of span files does not tell", async () => {
  const host = new MemoryHost();
  for (const dir of ["/a", "/b"])
    for (const [name, data] of Object.entries(sampleFiles(sampleBuild(0)))) host.put(`${dir}/${name}`, data);
  const { findings, totals, units } = await diff(host, { before: ["/a"], after: ["/b"] });
  expect(findings).toEqual([]);
  expect(totals.map(({ measure }) => measure)).not.toContain("cpu");
  expect(units).toEqual(["example.com/cmd/app", "example.com/lib"]);
});

it("reads one file at a time, and makes only the tables that are asked for", async () => {
  const host = new MemoryHost();
  addSession(host, "/sessions/1", {});
  addSession(host, "/sessions/2", {});
  let reading = 0;
  const readBytes = async (path: string) => {
    expect(++reading).toBe(1);
    const bytes = await host.readBytes(path);
    reading--;
    return bytes;
  };
  const watched = new Proxy(host, {
    get: (of, key) => (key === "readBytes" ? readBytes : Reflect.get(of, key)),
  });
  const { before, tables } = await diff(watched, {
    before: ["/sessions"],
    after: ["/sessions/1"],
    by: ["pass"],
  });
  expect(before.map(({ name }) => name)).toEqual(["/sessions/1", "/sessions/2"]);
  expect(tables.map(({ subject }) => subject)).toEqual(["pass"]);
});

/** Six sessions a side, in which one pass of a function takes `scale` times as long after. */
function slowerPass(scale: number, header: Readonly<Record<string, unknown>> = {}): MemoryHost {
  const host = new MemoryHost();
  for (const [side, factor] of [
    ["a", 1],
    ["b", scale],
  ] as const)
    for (const [i, jitter] of jitters.entries()) {
      const build = sampleBuild(jitter, { scale: factor });
      const app = { ...build["example.com/cmd/app"]!, header };
      const files = sampleFiles({ ...build, "example.com/cmd/app": app });
      for (const [name, data] of Object.entries(files)) host.put(`/${side}/${i}/proc/${name}`, data);
    }
  return host;
}

const sides = { before: ["/a"], after: ["/b"] };

it("says which passes changed within the functions that did, by reading their files once more, and no others", async () => {
  const host = slowerPass(3);
  const read: string[] = [];
  const { readBytes } = host;
  host.readBytes = async (path) => {
    if (path.endsWith(".span")) read.push(path);
    return readBytes.call(host, path);
  };
  const { functionPasses, tables } = await diff(host, { ...sides, alpha: 0.01 });
  const rows = tables.find(({ subject }) => subject === "function")!.rows;
  expect(functionPasses.map((one) => one.function)).toEqual(
    rows.filter(({ time }) => time.delta !== 0).map(({ name }) => name),
  );
  const [main] = functionPasses;
  expect(main).toMatchObject({ function: "main.main", package: "example.com/cmd/app" });
  const changed = main!.passes.filter(({ time }) => time.significant);
  expect(changed.map(({ name, count }) => [name, count.delta])).toEqual([["regalloc", 0]]);
  expect(changed[0]!.time.delta).toBeCloseTo(rows[0]!.time.delta, -4);
  const twice = new Set(read.filter((path, at) => read.indexOf(path) < at));
  expect(read.length - twice.size).toBe(24);
});

it("compares passes within functions only where all sessions recorded them, and functions are compared", async () => {
  expect((await diff(slowerPass(3), { ...sides, by: ["pass"] })).functionPasses).toEqual([]);
  const shallow = await diff(slowerPass(3, { level: "function" }), sides);
  expect(shallow.functionPasses.map((one) => one.package)).not.toContain("example.com/cmd/app");
});
