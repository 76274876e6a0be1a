import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { upgradeReleases } from "../app/upgrade-all.ts";
import { upgradeSteps } from "../audit/upgrade/report.ts";
import { silentProgress } from "../base/progress.ts";
import { packageRoot } from "../host/package.ts";
import { openGoroot } from "../toolchain/goroot.ts";
import { buildTools, toolPath } from "../toolchain/tool-build.ts";
import { copySources, e2eHost, instrumented, type Release, releases } from "./shared.testing.ts";

/** A release through all steps, and one whose sources were changed until a patch has to be repaired. */
const scratch = mkdtempSync(join(tmpdir(), "traceinject-upgrade-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** The tests take one and two minutes of two cores, which others may want, too. */
const timeLimit = 30 * 60_000;

const host = e2eHost();
let release: Release;
let older: Release;
beforeAll(async () => {
  const all = await releases();
  const at = all.findIndex(({ name }) => name === "go1.26.8");
  const [before, found] = [all[at - 1], all[at]];
  if (!before || !found) throw new Error("these tests run with go1.26.8 on PATH, and an older release here");
  [older, release] = [before, found];
});

test(
  "a release that fits passes every step, in order, and the report says how the time was spent",
  async () => {
    await instrumented(release); // so that the build is shared with other tests
    const options = { releases: [], all: false, goroot: release.goroot, sample: ["errors"] };
    const { verdict, releases } = await upgradeReleases(host, options, silentProgress);
    const [upgrade] = releases;
    expect(upgrade?.steps.filter(({ status }) => status !== "passed")).toEqual([]);
    expect(upgrade?.steps.map(({ step }) => step)).toEqual(Object.keys(upgradeSteps));
    expect(verdict).toBe("passed");
    expect(upgrade?.figures).toMatchObject({ openExits: 0, changedFunctions: expect.any(Number) });
    expect(upgrade?.toolchain).toMatch(/^go1\.26\.8-[0-9a-f]{16}$/);
  },
  timeLimit,
);

test(
  "a release in which a callee has another name is repaired, and the patch file says so as a variant",
  async () => {
    const goroot = await nextRelease();
    // A machine to which the next release is new: it has older ones only.
    const PATH = `${older.goroot}/bin:${process.env.PATH}`;
    const before26 = e2eHost({ PATH, GOMODCACHE: join(scratch, "mod") });
    const patches = join(scratch, "mine/compile");
    cpSync(join(packageRoot(), "patches/compile"), patches, { recursive: true });
    const before = readFileSync(join(patches, "start.patch"), "utf8");
    const options = { releases: [], all: false, goroot, patches: [patches], shipped: false, repair: true };
    const { verdict, releases } = await upgradeReleases(
      before26,
      { ...options, sample: ["errors"] },
      silentProgress,
    );
    const [upgrade] = releases;
    expect(upgrade?.steps.filter(({ status }) => status !== "passed")).toEqual([]);
    expect([verdict, upgrade?.repair]).toEqual([
      "passed",
      expect.objectContaining({ from: older.name, kept: ["start/main"], rejected: [], left: [] }),
    ]);
    const after = readFileSync(join(patches, "start.patch"), "utf8");
    expect(after.length).toBeGreaterThan(before.length);
    expect(after).toContain("\n \tbase.ReadFlags()\n");
    expect(upgrade?.repair?.diff).toContain("+ \tbase.ReadFlags()\n");
  },
  timeLimit,
);

/** A copy of the release in which base.ParseFlags is called ReadFlags, with a compiler that is built of its sources. */
async function nextRelease(): Promise<string> {
  const goroot = join(scratch, "go");
  copySources(release, goroot);
  for (const name of ["base/flag.go", "gc/main.go"]) {
    const file = join(goroot, "src/cmd/compile/internal", name);
    writeFileSync(file, readFileSync(file, "utf8").replace(/\bParseFlags\b/g, "ReadFlags"));
  }
  const base = await openGoroot(host, release.goroot);
  const tools = ["cmd/compile"];
  const job = {
    base,
    goroot,
    origin: "release",
    tools,
    scratch: join(scratch, "build"),
    out: "tools",
  } as const;
  const out = await buildTools(host, job, silentProgress);
  cpSync(join(out, "compile"), join(goroot, toolPath(host, "cmd/compile")));
  return goroot;
}
