import { expect, it } from "vitest";
import { exportFormats } from "../../export/formats.ts";
import { MemoryHost } from "../../host/memory.ts";
import { brokenSamples, eventSamples } from "../../trace/events-sample.testing.ts";
import { MemoryIo } from "../io.testing.ts";
import { main } from "../main.ts";

const proc = "/home/user/.local/state/traceinject/sessions/20260102T030405678Z-9f0c2a/proc";

function hostWith(files: Readonly<Record<string, Uint8Array>> = eventSamples): MemoryHost {
  return new MemoryHost(
    Object.fromEntries(Object.entries(files).map(([name, data]) => [`${proc}/${name}`, data])),
  );
}

async function cli(argv: readonly string[], host = hostWith(), io = new MemoryIo()) {
  const exitCode = await main(argv, host, io);
  return { exitCode, out: io.out, err: io.err };
}

it.each(exportFormats)("writes $name to stdout, and the same bytes to a file", async ({ name }) => {
  const stdout = await cli(["export", "--format", name]);
  expect([stdout.exitCode, stdout.err]).toEqual([0, ""]);
  expect(stdout.out).not.toBe("");
  const host = hostWith();
  expect(await cli(["export", "--format", name, "-o", "out.file"], host)).toEqual({
    ...{ exitCode: 0, out: "", err: "" },
  });
  expect(new TextDecoder().decode(await host.readBytes("/home/user/out.file"))).toBe(stdout.out);
});

it("takes - for stdout, and refuses what is binary a terminal there", async () => {
  const host = hostWith();
  const stdout = await cli(["export", "--format", "csv"]);
  expect(await cli(["export", "--format", "csv", "-o", "-"], host)).toEqual(stdout);
  expect(await host.stat("/home/user/-")).toBeUndefined();
  const terminal = new MemoryIo({ stdout: true, stderr: true });
  expect((await cli(["export", "--format", "pftrace", "-o", "-"], host, terminal)).exitCode).toBe(2);
});

it("takes sessions by name and span files by path, a level and packages", async () => {
  const latest = await cli(["export", "--format", "folded"]);
  expect(await cli(["export", "9f0c2a", "--format", "folded"])).toEqual(latest);
  const one = `${proc}/compile-aaa-100-1000000.span`;
  const { out } = await cli(["export", one, "--format", "folded", "--level", "function"]);
  expect(out).toContain("compile example.com/lib;example.com/lib.(*T).Len ");
  expect(out).not.toContain("regalloc");
  const chosen = await cli(["export", "--format", "folded", "--package", "example.com/lib"]);
  expect(chosen).toEqual(await cli(["export", one, "--format", "folded"]));
});

it("refuses globs that fit no package, rather than to export nothing", async () => {
  const { exitCode, out, err } = await cli(["export", "--format", "folded", "--package", "typo"]);
  expect([exitCode, out]).toEqual([2, ""]);
  expect(err).toContain("--package typo fits no package");
});

it("reads options before the command", async () => {
  const host = hostWith();
  expect(await cli(["-o", "a.csv", "--format", "csv", "export"], host)).toMatchObject({ exitCode: 0 });
  expect(await host.stat("/home/user/a.csv")).toBeDefined();
});

it("exports what can be read of damaged traces, says so and ends with 1", async () => {
  const damaged = hostWith({ ...eventSamples, ...brokenSamples });
  const broken = await cli(["export", "--format", "folded"], damaged);
  expect(broken.exitCode).toBe(1);
  expect(broken.out).toBe((await cli(["export", "--format", "folded"])).out);
  expect(broken.err).toContain("`traceinject events --check` says where");
});

it("writes text to a terminal, and nothing binary", async () => {
  const onTerminal = (name: string) =>
    cli(["export", "--format", name], hostWith(), new MemoryIo({ stdout: true, stderr: true }));
  for (const { name, binary, ending } of exportFormats) {
    const { exitCode, out, err } = await onTerminal(name);
    expect([name, exitCode, out === ""]).toEqual([name, binary ? 2 : 0, binary]);
    if (binary) expect(err).toContain(`-o build.${ending}`);
  }
});

it("fails with 2 where there is nothing to read, no format, or no such format", async () => {
  expect(await cli(["export", "--format", "csv"], new MemoryHost())).toMatchObject({ exitCode: 2, out: "" });
  expect(await cli(["export"])).toMatchObject({ exitCode: 2, err: expect.stringContaining("format") });
  expect(await cli(["export", "--format", "xml"])).toMatchObject({ exitCode: 2 });
  expect(await cli(["export", "--format", "csv", "-o", "/home"])).toMatchObject({
    exitCode: 2,
    err: expect.stringContaining("is a folder"),
  });
});
