import { expect, it } from "vitest";
import { formatBytes } from "../../base/units.ts";
import type { MemoryHost } from "../../host/memory.ts";
import { machine } from "../../toolchain/fake-go.testing.ts";
import { MemoryIo } from "../io.testing.ts";
import { main } from "../main.ts";

const cache = "/home/user/.cache/traceinject";

/** A machine with a stock Go and an empty patch set. */
const ready = (): MemoryHost => machine({ "/set/series": "rebuild cmd/compile\n" });

async function cli(host: MemoryHost, ...argv: string[]) {
  const io = new MemoryIo();
  const exitCode = await main(argv, host, io);
  return { exitCode, out: io.out, err: io.err };
}

const build = (host: MemoryHost, ...more: string[]) =>
  cli(host, "build", "--no-shipped", "--patches", "/set", ...more);

it("prints the folder of the toolchain and nothing else on stdout; progress goes to stderr", async () => {
  const host = ready();
  const first = await build(host);
  expect(first.out).toMatch(new RegExp(`^${cache}/toolchains/go1\\.26\\.8-[0-9a-f]{16}\n$`));
  expect(first.err).toMatch(/^(traceinject: .+\n)+$/);
  expect(await build(host)).toEqual({ exitCode: 0, out: first.out, err: "" });
});

it("tells scripts what was built, and whether it was just now", async () => {
  const host = ready();
  const toolchain = async () => JSON.parse((await build(host, "--json")).out) as Record<string, unknown>;
  expect(await toolchain()).toMatchObject({ fresh: true, stamp: { base: { version: "go1.26.8" } } });
  expect(await toolchain()).toMatchObject({ fresh: false, goBinary: expect.stringMatching(/\/bin\/go$/) });
});

it("shows the commands with --verbose", async () => {
  expect((await build(ready(), "--verbose")).err).toMatch(/ {2}.*\/bin\/go build /);
});

it("lists toolchains as a table and for scripts, and says how to get a first one", async () => {
  const host = ready();
  expect((await cli(host, "list")).out).toContain("`traceinject build`");
  expect(JSON.parse((await cli(host, "list", "--json")).out)).toEqual({ toolchains: [] });
  const goroot = (await build(host)).out.trim();
  expect((await cli(host, "list")).out).toMatch(
    /^name .*made from\ngo1\.26\.8-.* \d{4}-\d\d-\d\d {2}set {6}\/usr\/local\/go\n$/,
  );
  expect(JSON.parse((await cli(host, "list", "--json")).out)).toMatchObject({
    toolchains: [{ goroot, goBinary: `${goroot}/bin/go` }],
  });
});

it("removes what is named, with the build caches of its traced builds", async () => {
  const host = ready();
  const name = (await build(host)).out.trim().split("/").at(-1)!;
  for (const dir of [name, `${name}-rt`, "another"])
    host.put(`${cache}/traced/${dir}/entry`, "x".repeat(1000));
  const { toolchains } = JSON.parse((await cli(host, "list", "--json")).out);
  const total = formatBytes(toolchains[0].bytes + 2 * 1000);
  const { exitCode, out } = await cli(host, "clean", name);
  expect([exitCode, out]).toEqual([0, `removed ${name} (${total})\n${total} in all\n`]);
  expect((await host.readDir(`${cache}/traced`)).map(({ name }) => name)).toEqual(["another"]);
  expect(JSON.parse((await cli(host, "list", "--json")).out)).toEqual({ toolchains: [] });
});

it("removes all caches, those of traced builds among them", async () => {
  const host = ready();
  await build(host);
  host.put(`${cache}/traced/another/entry`, "x");
  expect((await cli(host, "clean", "--all")).exitCode).toBe(0);
  expect(await host.readDir(`${cache}/traced`)).toEqual([]);
});

it("removes what was not used for so many days, and says so where there is nothing", async () => {
  const host = ready();
  expect((await cli(host, "clean", "--unused", "30")).out).toBe("nothing to remove\n");
  await build(host); // in memory, files are of 1970
  expect((await cli(host, "clean", "--unused", "30")).out).toMatch(/^removed go1\.26\.8-/);
});

it.each([[[]], [["--all", "--unused", "1"]], [["go1", "--all"]], [["--unused", "soon"]]])(
  "removes nothing unless one thing is said: clean %s",
  async (words) => {
    const host = ready();
    await build(host);
    expect(await cli(host, "clean", ...words)).toMatchObject({ exitCode: 2, out: "" });
    expect(JSON.parse((await cli(host, "list", "--json")).out).toolchains).toHaveLength(1);
  },
);

it("diagnoses with exit code 0 where all is well, and 1 where something stands in the way", async () => {
  const host = ready();
  const well = await cli(host, "doctor", "--no-shipped", "--patches", "/set");
  expect([well.exitCode, well.out]).toEqual([
    0,
    expect.stringMatching(/^ok {4}go +go1\.26\.8 in \/usr\/local\/go/m),
  ]);
  const ill = await cli(host, "doctor", "--goroot", "/gone", "--json");
  const { diagnoses } = JSON.parse(ill.out) as { diagnoses: { id: string; status: string }[] };
  expect([ill.exitCode, diagnoses.find(({ id }) => id === "go")?.status]).toEqual([1, "fail"]);
});
