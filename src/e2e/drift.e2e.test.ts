import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { loadPatchSet } from "../app/patch-set.ts";
import { readPackages } from "../app/plan.ts";
import { nodeHost } from "../host/node.ts";
import { packageRoot } from "../host/package.ts";
import { packagesOf } from "../patch/plan.ts";
import type { PatchReport, PatchReports } from "../patch/report.ts";
import { releases } from "./shared.testing.ts";

const scratch = mkdtempSync(join(tmpdir(), "traceinject-drift-"));
afterAll(() => rmSync(scratch, { recursive: true }));
const newest = (await releases()).at(-1)!;

/** A checkout of a Go to come, without VERSION: what the set patches, with these texts replaced. */
async function checkout(replaced: readonly (readonly [string, string])[]): Promise<string> {
  const dir = mkdtempSync(join(scratch, "go-"));
  const host = nodeHost();
  const packages = packagesOf(await loadPatchSet(host), newest.version);
  for (const [path, text] of await readPackages(host, newest.goroot, packages)) {
    mkdirSync(dirname(join(dir, "src", path)), { recursive: true });
    const changed = replaced.reduce((now, [from, to]) => now.replaceAll(from, to), text);
    writeFileSync(join(dir, "src", path), changed);
  }
  mkdirSync(join(dir, "src/internal/goversion"), { recursive: true });
  const goversion = "package goversion\n\nconst Version = 99\n";
  writeFileSync(join(dir, "src/internal/goversion/goversion.go"), goversion);
  return dir;
}

function check(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const command = [join(packageRoot(), "bin/traceinject.mjs"), "patch", "--check", ...args];
  return spawnSync(process.execPath, command, { encoding: "utf8" });
}

test("of a tree in which a callee has another name, the report says so and proposes the variant for it", async () => {
  const dir = await checkout([["ParseFlags(", "ReadFlags("]]);
  const { status, stdout } = check("--goroot", dir, "--json");
  const report = JSON.parse(stdout) as PatchReport;
  expect([status, report.release]).toEqual([1, "go1.99"]);
  expect(report.drift.map(({ drift, class: upstream }) => [drift.change, upstream])).toEqual([
    ["start/main", "callee-renamed"],
  ]);
  expect(report.drift[0]?.proposal?.text).toContain("since go1.99\n");
  expect(report.drift[0]?.proposal?.text).toContain(" \tbase.ReadFlags()\n");
});

test("several trees come into one report: one that fits, one that drifts, and a folder that is none", async () => {
  const dir = await checkout([
    ["func dumpobj1(", "func dumpObject("],
    [" dumpobj1(", " dumpObject("],
    ["\tdumpobj1(", "\tdumpObject("],
  ]);
  const { status, stdout } = check("--goroot", newest.goroot, "--goroot", dir, "--goroot", scratch, "--json");
  const reports = JSON.parse(stdout) as PatchReports;
  expect(status).toBe(2);
  expect(reports.releases.map(({ release, drift }) => [release, drift.length])).toEqual([
    [newest.name, 0],
    ["go1.99", 1],
  ]);
  expect(reports.releases[1]?.comparedWith).toBe(newest.name);
  expect(reports.unchecked.map(({ code }) => code)).toEqual(["no-compiler-source"]);
  const { status: both, stdout: markdown } = check("--goroot", newest.goroot, "--goroot", dir, "--md");
  expect(both).toBe(1);
  expect(markdown).toContain("| go1.99 | 1 finding, 1 proposal |");
});
