import { expect, it } from "vitest";
import { MemoryHost } from "../../host/memory.ts";
import { brokenSamples, eventSamples } from "../../trace/events-sample.testing.ts";
import { MemoryIo } from "../io.testing.ts";
import { main } from "../main.ts";

const id = "20260102T030405678Z-9f0c2a";
const proc = `/home/user/.local/state/traceinject/sessions/${id}/proc`;

function hostWith(files: Readonly<Record<string, Uint8Array>>): MemoryHost {
  return new MemoryHost(
    Object.fromEntries(Object.entries(files).map(([name, data]) => [`${proc}/${name}`, data])),
  );
}

async function events(host: MemoryHost, ...argv: string[]) {
  const io = new MemoryIo();
  const exitCode = await main(["events", ...argv], host, io);
  return { exitCode, out: io.out, err: io.err };
}

it("prints the events of the latest session, or of what is named, with exit code 0", async () => {
  const host = hostWith(eventSamples);
  const latest = await events(host);
  expect([latest.exitCode, latest.err]).toEqual([0, ""]);
  expect(JSON.parse(latest.out.split("\n")[0]!)).toMatchObject({ event: "CompileStart", build: id });
  expect(await events(host, "9f0c2a")).toEqual(latest);
  const paths = Object.keys(eventSamples).map((name) => `${proc}/${name}`);
  expect((await events(host, ...paths)).out).toBe(latest.out.replaceAll(`"build":"${id}",`, ""));
});

it("prints what the filters choose", async () => {
  const { out } = await events(
    hostWith(eventSamples),
    "--event",
    "PassEnd",
    "--function",
    "*.Len",
    "--format",
    "text",
  );
  expect(out.trimEnd().split("\n")).toEqual([
    expect.stringMatching(/ PassEnd .*pass=opt/),
    expect.stringMatching(/ PassEnd .*pass=regalloc/),
  ]);
  expect((await events(hostWith(eventSamples), "--package", "none")).out).toBe("");
});

it("checks: exit code 0 and no finding where all rules are kept, 1 where one is broken", async () => {
  expect(await events(hostWith(eventSamples), "--check")).toEqual({
    exitCode: 0,
    out: "2 processes, 0 findings\n",
    err: "",
  });
  const broken = await events(hostWith(brokenSamples), "--check");
  expect([broken.exitCode, broken.err]).toEqual([1, ""]);
  expect(broken.out).toContain(
    "compile-ccc-102-1.span: warning: Event more than once. There are 2 of CompileStart.\n",
  );
});

it("prints what can be read of damaged traces, says so and ends with 1", async () => {
  const { exitCode, out, err } = await events(hostWith({ ...eventSamples, ...brokenSamples }));
  expect(exitCode).toBe(1);
  expect(out.trimEnd().split("\n").length).toBeGreaterThan(18);
  expect(err).toContain("`traceinject events --check` says where");
});

it("fails with 2 where there is nothing to read, or the command line makes no sense", async () => {
  const fails = async (...argv: string[]) => (await events(hostWith(eventSamples), ...argv)).exitCode;
  expect(await events(new MemoryHost())).toMatchObject({
    exitCode: 2,
    err: expect.stringContaining("no session"),
  });
  expect(await fails("nothing")).toBe(2);
  expect(await fails("--event", "Nothing")).toBe(2);
  expect(await fails("--check", "--event", "PassEnd")).toBe(2);
  expect(await fails("--format", "xml")).toBe(2);
});

it("is completed as the other commands are", async () => {
  const io = new MemoryIo();
  await main(["--get-yargs-completions", "traceinject", "events", "--"], new MemoryHost(), io);
  expect(io.out.split("\n")).toEqual(
    expect.arrayContaining(["--check", "--event", "--format", "--function", "--package"]),
  );
});
