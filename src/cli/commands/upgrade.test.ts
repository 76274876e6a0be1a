import { expect, it } from "vitest";
import type { UpgradeReport } from "../../audit/upgrade/report.ts";
import type { MemoryHost } from "../../host/memory.ts";
import { machine } from "../../toolchain/fake-go.testing.ts";
import { MemoryIo } from "../io.testing.ts";
import { main } from "../main.ts";

const gc = "/usr/local/go/src/cmd/compile/internal/gc/main.go";
const patch = `patch hello

change main
package cmd/compile/internal/gc

 func Main() {
 	start()
+	hello()
 }
`;

/** A Go whose Main does not call what the patch holds on to. */
const drifting = (): MemoryHost =>
  machine({
    "/set/series": "rebuild cmd/compile\nhello.patch\n",
    "/set/hello.patch": patch,
    [gc]: "package gc\n\nfunc Main() {\n\tother(1)\n}\n",
  });

async function cli(host: MemoryHost, ...argv: string[]) {
  const io = new MemoryIo();
  const exitCode = await main(["upgrade", "--no-shipped", "--patches", "/set", ...argv], host, io);
  return { exitCode, out: io.out, err: io.err };
}

it("ends with 1 for drift, and writes the report where it is told to", async () => {
  const host = drifting();
  const shown = await cli(host);
  expect([shown.exitCode, shown.out]).toEqual([1, expect.stringContaining("hello/main")]);
  expect(shown.err).toContain("planning set on go1.26.8");
  const written = await cli(host, "--md", "-o", "report.md");
  expect([written.exitCode, written.out]).toEqual([1, ""]);
  expect(await host.readFile("/home/user/report.md")).toContain("## ✗ go1.26.8: 1 finding\n");
});

it("ends with 2 where a release cannot be had, with the others told in the same report", async () => {
  const { exitCode, out } = await cli(drifting(), "go1.26.8", "go1.27.9", "--json");
  const { releases, verdict } = JSON.parse(out) as UpgradeReport;
  expect([exitCode, verdict]).toEqual([2, "failed"]);
  expect(releases.map((one) => [one.release, one.verdict])).toEqual([
    ["go1.26.8", "findings"],
    ["go1.27.9", "failed"],
  ]);
});

it("leaves what it cannot repair, with the reason, and the patch file as it was", async () => {
  const host = drifting();
  const { exitCode, out } = await cli(host, "--repair");
  expect([exitCode, out]).toEqual([1, expect.stringMatching(/Left: hello\/main \(.+\)\./)]);
  expect(await host.readFile("/set/hello.patch")).toBe(patch);
  host.put("/home/user/repair.diff", "an earlier one");
  const { exitCode: again } = await cli(host, "--repair", "-o", "repair.diff");
  expect([again, await host.readFile("/home/user/repair.diff")]).toEqual([1, "an earlier one"]);
});

it("keeps stdout for the diff where it is to go there", async () => {
  const { out, err } = await cli(drifting(), "--repair", "-o", "-");
  expect([out, err]).toEqual(["", expect.stringMatching(/Left: hello\/main \(.+\)\./)]);
});

it("refuses a folder together with names, two formats, and a repair of many", async () => {
  for (const argv of [
    ["go1.26.8", "--goroot", "/usr/local/go"],
    ["--json", "--md"],
    ["--all", "--repair"],
  ]) {
    const { exitCode, out, err } = await cli(drifting(), ...argv);
    expect([exitCode, out, err], argv.join(" ")).toEqual([2, "", expect.stringContaining("traceinject: ")]);
  }
});
