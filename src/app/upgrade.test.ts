import { expect, it } from "vitest";
import { upgradeReport } from "../audit/upgrade/report.ts";
import { silentProgress } from "../base/progress.ts";
import type { MemoryHost } from "../host/memory.ts";
import { machine } from "../toolchain/fake-go.testing.ts";
import { list } from "./list.ts";
import { recordFile, remember } from "./upgrade/records.ts";
import { upgradeRelease } from "./upgrade.ts";
import { upgradeReleases } from "./upgrade-all.ts";

const main = "/usr/local/go/src/cmd/compile/internal/gc/main.go";
const patch = (callee: string) => `patch hello

change main
package cmd/compile/internal/gc

 func Main() {
 	${callee}()
+	hello()
 }
`;
const set = {
  "/set/series": "rebuild cmd/compile\nhello.patch\n",
  "/set/hello.patch": patch("start"),
  "/set/payload/cmd/internal/hello/hello.go": "package hello\n",
};
const choice = { shipped: false, patches: ["/set"] };

/** A machine whose Main calls `callee`. Its compilers do nothing at all. */
const ready = (callee = "start"): MemoryHost =>
  machine({ ...set, [main]: `package gc\n\nfunc Main() {\n\t${callee}()\n}\n` });

const states = ({ steps }: Awaited<ReturnType<typeof upgradeRelease>>) =>
  Object.fromEntries(steps.map(({ step, status }) => [step, status]));

it("stops at drift, with the whole of it in the report, and builds nothing", async () => {
  const host = ready("begin");
  const upgrade = await upgradeRelease(host, choice, silentProgress);
  expect([upgrade.verdict, upgrade.release, upgrade.origin]).toEqual(["findings", "go1.26.8", "go on PATH"]);
  expect(states(upgrade)).toEqual({
    release: "passed",
    patches: "findings",
    build: "not-run",
    exits: "not-run",
    audit: "not-run",
    proof: "not-run",
    bench: "not-run",
  });
  expect(upgrade.patches).toEqual([{ patch: "hello", state: "drift", changes: 0 }]);
  expect(upgrade.steps[1]).toMatchObject({
    findings: [{ check: "anchor-missing", subject: "hello/main" }],
    more: expect.stringContaining("start"),
  });
  expect(host.ran.some(({ args }) => args[0] === "build")).toBe(false);
});

it("fails at the first step where there is no such release", async () => {
  const upgrade = await upgradeRelease(ready(), { ...choice, go: "go1.2beta" }, silentProgress);
  expect([upgrade.verdict, upgrade.release, states(upgrade).release]).toEqual([
    "failed",
    "go1.2beta",
    "failed",
  ]);
});

it("runs all checks on what was built, and withdraws it if one of them finds something", async () => {
  const host = ready();
  const upgrade = await upgradeRelease(host, choice, silentProgress);
  expect(states(upgrade)).toMatchObject({ build: "passed", exits: "findings", audit: "failed" });
  expect(upgrade.steps.map(({ status }) => status)).not.toContain("not-run");
  expect(upgrade.patches).toEqual([{ patch: "hello", state: "fits", changes: 1 }]);
  expect([upgrade.verdict, upgrade.toolchain, await list(host)]).toEqual(["failed", undefined, []]);
});

/** As a release looks that has passed. */
async function passed(host: MemoryHost) {
  const upgrade = await upgradeRelease(host, choice, silentProgress);
  return { ...upgrade, verdict: "passed", date: "2026-01-01T00:00:00.000Z" } as const;
}

const all = (host: MemoryHost) =>
  upgradeReleases(host, { ...choice, releases: [], all: true }, silentProgress);

it("takes what has passed from its record, with its date, and what cannot be had counts for nothing", async () => {
  const host = ready();
  const file = await recordFile(host, choice, silentProgress);
  await remember(host, choice, file, await passed(host));
  host.ran.length = 0;
  const { verdict, releases, unavailable } = await all(host);
  expect([verdict, releases.map(({ release, date }) => [release, date])]).toEqual([
    "passed",
    [["go1.26.8", "2026-01-01T00:00:00.000Z"]],
  ]);
  expect(unavailable.map(({ release }) => release)).toContain("go1.27.3");
  expect(unavailable.map(({ release }) => release)).not.toContain("go1.26.8");
  expect(host.ran.some(({ args }) => args[0] === "build")).toBe(false);
});

it("keeps no record of findings, and finds none once a patch, the release or the sample has changed", async () => {
  const host = ready();
  const upgrade = await passed(host);
  const file = (sample?: string[]) => recordFile(host, { ...choice, sample }, silentProgress);
  await remember(host, choice, await file(), { ...upgrade, verdict: "findings" });
  expect(await host.stat(await file())).toBe(undefined);
  const files = [await file(), await file(["fmt"])];
  host.put("/usr/local/go/src/fmt/print.go", "package fmt // edited\n");
  files.push(await file());
  host.put("/set/hello.patch", `# Another one.\n${patch("start")}`);
  files.push(await file());
  host.put("/set/policy.yaml", "functions: []\n");
  files.push(await file());
  expect(new Set(files).size).toBe(5);
});

it("keeps no record of what was edited during the checks, and loses no report to a record that cannot be written", async () => {
  const host = ready();
  const upgrade = await passed(host);
  const before = await recordFile(host, choice, silentProgress);
  host.put("/set/hello.patch", `# Another one.\n${patch("start")}`);
  const now = await recordFile(host, choice, silentProgress);
  await remember(host, choice, before, upgrade);
  expect([await host.stat(before), await host.stat(now)]).toEqual([undefined, undefined]);
  host.writeFile = () =>
    Promise.reject(
      Object.assign(new Error("EROFS: read-only file system"), { code: "EROFS", syscall: "open" }),
    );
  await expect(remember(host, choice, now, upgrade)).resolves.toBe(undefined);
});

it("fails where nothing was looked at, and where a release that somebody named cannot be had", async () => {
  expect(upgradeReport([], [{ release: "go1.26.8", why: "it cannot be had" }]).verdict).toBe("failed");
  const options = { ...choice, releases: ["go1.27.3"], all: true };
  const { verdict, releases } = await upgradeReleases(ready(), options, silentProgress);
  expect(verdict).toBe("failed");
  expect(releases.map(({ release, steps }) => [release, steps[0]?.code])).toContainEqual([
    "go1.27.3",
    "release-unavailable",
  ]);
});

it("refuses to repair for many releases at once", async () => {
  const options = { ...choice, releases: ["go1.26.8", "go1.27.3"], all: false, repair: true };
  await expect(upgradeReleases(ready(), options, silentProgress)).rejects.toMatchObject({
    code: "bad-usage",
  });
});
