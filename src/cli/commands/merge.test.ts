import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, it } from "vitest";
import { exportFormats } from "../../export/formats.ts";
import { MemoryHost } from "../../host/memory.ts";
import { sampleRecord } from "../../toolchain/session-record.testing.ts";
import { graphText } from "../../trace/actions/graph-builder.testing.ts";
import { brokenSamples, eventSamples } from "../../trace/events-sample.testing.ts";
import { goTraceText } from "../../trace/go-trace/go-trace-text.testing.ts";
import { samples } from "../../trace/runtime/trace-samples.testing.ts";
import { MemoryIo } from "../io.testing.ts";
import { main } from "../main.ts";

const id = "20260102T030405678Z-9f0c2a";
const dir = `/home/user/.local/state/traceinject/sessions/${id}`;
const spans = Object.fromEntries(
  Object.entries(eventSamples).map(([name, data]) => [`${dir}/proc/${name}`, data]),
);

const wall = 1_700_000_000_000_000_000n;
const micros = Number(wall / 1000n);
const goTrace = goTraceText(["build", 0, micros + 1, micros + 90]);

/** A session of the samples, whose command was asked for traces of go and of a program. */
const record = {
  ...sampleRecord,
  id,
  start: { mono0: "0", wall: String(wall), mono1: "100" },
  end: { mono0: "9000000", wall: String(wall + 9_000_000n), mono1: "9000100" },
};
const session = {
  ...spans,
  [`${dir}/session.json`]: JSON.stringify({
    ...record,
    goTrace: "/home/user/go.json",
    programTrace: "/home/user/prog.trace",
  }),
  [`${dir}/go/actiongraph.json`]: graphText("lib: 1 2 30"),
  "/home/user/go.json": goTrace,
  "/home/user/prog.trace": samples["go1.26"]!,
};

async function cli(argv: readonly string[], host: MemoryHost = new MemoryHost(session)) {
  const io = new MemoryIo();
  const exitCode = await main(["merge", ...argv], host, io);
  return { exitCode, out: io.out, err: io.err, host };
}

/** `kind name: processes clock, dropped` of each source, then the findings. */
async function merged(argv: readonly string[], host?: MemoryHost): Promise<string[]> {
  const { out, exitCode } = await cli([...argv, "--json"], host);
  const { sources, findings } = JSON.parse(out);
  return [
    ...sources.map(
      (one: { kind: string; name: string; processes: number; clock?: string; dropped: number }) =>
        `${one.kind} ${one.name}: ${one.processes} ${one.clock ?? "nowhere"}, ${one.dropped}`,
    ),
    ...findings.map((one: { kind: string; file: string }) => `${one.kind} ${one.file}`),
    `exit ${exitCode}`,
  ];
}

it("merges a session with all that belongs to it, and says how exactly each source is placed", async () => {
  expect(await merged([])).toEqual([
    `span file ${id}: 2 exact, 0`,
    "action graph actiongraph.json: 1 wall, 0",
    "go trace go.json: 1 wall, 0",
    "runtime trace prog.trace: 1 exact, 1",
    ...["region-end-without-begin /home/user/prog.trace", "exit 0"],
  ]);
});

it("takes what comes through a pipe, which gives it only once and has no end to be counted on", async () => {
  const host = new MemoryHost({ "/dev/fd/63": samples["go1.26"]!, "/dev/zero": "" });
  const { stat, readStream } = host;
  const read: string[] = [];
  host.stat = async (path) => {
    const found = await stat.call(host, path);
    return found?.kind === "file" ? { ...found, kind: "other" } : found;
  };
  host.readStream = async function* (path) {
    if (path === "/dev/zero") for (;;) yield new Uint8Array(1e8);
    read.push(path);
    yield* readStream.call(host, path);
  };
  expect((await merged(["/dev/fd/63"], host))[0]).toMatch(/^runtime trace 63: 1 /);
  expect(read).toEqual(["/dev/fd/63"]);
  const endless = await cli(["/dev/zero"], host);
  expect([endless.exitCode, endless.err]).toEqual([2, expect.stringContaining("more than can be held")]);
});

it.each(exportFormats)(
  "writes $name, into a file that is named after the session",
  async ({ name, ending }) => {
    const { host, exitCode, out } = await cli(["--format", name]);
    expect([exitCode, out.split("\n")[0]]).toEqual([
      0,
      `${id}.${ending} holds 5 processes on one time axis.`,
    ]);
    const again = await cli(["--format", name, "-o", "x"]);
    expect(await again.host.readBytes("/home/user/x")).toEqual(
      await host.readBytes(`/home/user/${id}.${ending}`),
    );
  },
);

it("writes to stdout where that is named, and the table to stderr", async () => {
  const { host, out, err, exitCode } = await cli(["--format", "csv", "-o", "-"]);
  expect([exitCode, err.split("\n")[0]]).toEqual([0, "stdout holds 5 processes on one time axis."]);
  expect(await host.stat("/home/user/-")).toBeUndefined();
  const file = await cli(["--format", "csv", "-o", "x"]);
  expect(out).toBe(Buffer.from(await file.host.readBytes("/home/user/x")).toString());
  expect((await cli(["--json", "-o", "-"])).exitCode).toBe(2);
});

it("says the same as a table", async () => {
  const { out } = await cli([]);
  expect(out).toMatch(/source +kind +processes +spans +clock +error +dropped\n/);
  expect(out).toMatch(/prog\.trace +runtime trace +1 +\d+ +exact +64 ns +1\n/);
});

it("writes JSON by its documented schema", async () => {
  const schema = JSON.parse(
    readFileSync(new URL("../../../docs/merge.schema.json", import.meta.url), "utf8"),
  );
  const validate = new Ajv2020().compile(schema);
  for (const argv of [[], ["/home/user/go.json"], ["latest", "/etc/hosts"]]) {
    const { out } = await cli([...argv, "--json"], new MemoryHost({ ...session, "/etc/hosts": "localhost" }));
    expect(validate(JSON.parse(out)) || validate.errors).toBe(true);
  }
});

it("takes files by themselves, whatever they are called", async () => {
  const files = {
    "/home/user/a": goTrace,
    "/home/user/b": samples["go1.26"]!,
    "/home/user/c": Object.values(eventSamples)[0]!,
  };
  expect(await merged(["a", "b", "c"], new MemoryHost(files))).toEqual([
    "go trace a: 1 wall, 0",
    "runtime trace b: 1 exact, 1",
    "span file span files: 1 exact, 0",
    ...["region-end-without-begin b", "exit 0"],
  ]);
});

it("drops and counts what cannot be placed, and what is no trace at all; the rest is merged", async () => {
  const ticks = samples["go1.19"]!;
  const host = new MemoryHost({ ...spans, ...{ "/home/user/t": ticks, "/home/user/x": "something else" } });
  expect(await merged(["latest", "t", "x"], host)).toEqual([
    `span file ${id}: 2 exact, 0`,
    "runtime trace t: 0 nowhere, 7",
    "unknown x: 0 nowhere, 0",
    ...["region-end-without-begin t", "unplaced-source t"],
    "unknown-source x",
    "exit 1",
  ]);
});

it("does not take a file that another command has written since for that of the session", async () => {
  const later = goTraceText(["build", 0, micros + 90_000, micros + 90_001]);
  const lines = await merged([], new MemoryHost({ ...session, "/home/user/go.json": later }));
  expect(lines).toContain("go trace go.json: 0 nowhere, 1");
  expect(lines).toContain("source-of-another-time /home/user/go.json");
  const named = await merged(
    ["latest", "go.json"],
    new MemoryHost({ ...session, "/home/user/go.json": later }),
  );
  expect(named).toContain("go trace go.json: 1 wall, 0"); // the user means it
});

it("does without a trace that was asked for and is not there", async () => {
  const host = new MemoryHost(session);
  await host.remove("/home/user/prog.trace");
  expect((await merged([], host)).slice(-3)).toEqual([
    "go trace go.json: 1 wall, 0",
    "missing-source /home/user/prog.trace",
    "exit 0",
  ]);
});

it("merges what can be read of damaged traces, and ends with 1", async () => {
  const broken = Object.fromEntries(
    Object.entries(brokenSamples).map(([name, data]) => [`${dir}/proc/${name}`, data]),
  );
  const { exitCode, out } = await cli([], new MemoryHost({ ...session, ...broken }));
  expect(exitCode).toBe(1);
  expect(out).toContain("warning: ");
});

it("writes the rest into the trace of a program", async () => {
  const { host, exitCode } = await cli(["--into", "prog.trace"]);
  expect(exitCode).toBe(0);
  const [whole, program] = await Promise.all(
    [`/home/user/${id}.trace`, "/home/user/prog.trace"].map((path) => host.readBytes(path)),
  );
  expect(program).toEqual(Buffer.from(samples["go1.26"]!));
  expect(Buffer.from(whole!).includes(Buffer.from(program!).subarray(16))).toBe(true);
});

it("writes into no trace whose clock is not that of the others", async () => {
  const host = new MemoryHost({ ...session, "/home/user/old.trace": samples["go1.19"]! });
  for (const argv of [
    ["--into", "old.trace"],
    ["--into", "prog.trace", "-o", "./prog.trace"],
    ["--into", "none"],
    ["--into", "prog.trace", "--format", "csv"],
  ]) {
    const { exitCode, err } = await cli(argv, host);
    expect([exitCode, err]).toEqual([2, expect.stringContaining("traceinject: ")]);
  }
});

it("fails where there is nothing to place", async () => {
  const { exitCode, err } = await cli(["x"], new MemoryHost({ "/home/user/x": "something else" }));
  expect([exitCode, err]).toEqual([
    2,
    expect.stringContaining("there is nothing that can be placed: 1 file was read (File of unknown kind)"),
  ]);
});
