import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { AuditOptions } from "../app/audit/job.ts";
import { plannedFunctions } from "../app/audit/planned.ts";
import { audit } from "../app/audit.ts";
import { loadPatchSet } from "../app/patch-set.ts";
import { completePlan, loadParser } from "../app/plan.ts";
import type { AuditReport } from "../audit/report.ts";
import { silentProgress } from "../base/progress.ts";
import { packageRoot } from "../host/package.ts";
import { auditFormats } from "../report/audit/format.ts";
import { findSourceTree } from "../toolchain/source-tree.ts";
import { builtReleases, copySources, e2eHost, instrumented, type Release } from "./shared.testing.ts";

/** The audit of what the shipped patch set makes, and of what it must not make. */
const scratch = mkdtempSync(join(tmpdir(), "traceinject-audit-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const built = await builtReleases();
const newest = built.at(-1)!;
const run = (options: AuditOptions): Promise<AuditReport> => audit(e2eHost(), options, silentProgress);

/** Functions of the compiler that the shipped patches name, in every release. */
const planned = [
  "cmd/compile/internal/base.(*Timings).append",
  "cmd/compile/internal/base.ErrorExit",
  "cmd/compile/internal/base.Exit",
  "cmd/compile/internal/gc.Main",
  "cmd/compile/internal/gc.handlePanic",
  "cmd/compile/internal/noder.LoadPackage.func1.1",
  "cmd/compile/internal/ssagen.Compile",
  "cmd/internal/objabi.versionFlag.Set",
];

/** Why a function may differ without a finding. */
const causes: readonly string[] = ["planned", "inlines", "renumbered"];

/** The declared functions of tools into which the shipped patches insert, as the linker names them. */
async function declared({ goroot }: Release, tools: readonly string[]): Promise<string[]> {
  const host = e2eHost();
  const plan = await completePlan(
    host,
    await findSourceTree(host, { goroot }, silentProgress),
    await loadPatchSet(host),
  );
  const others = allTools.filter((tool) => !tools.includes(tool));
  const own = plannedFunctions(await loadParser(host), plan).filter(
    ({ file }) => !others.some((tool) => file.startsWith(`${tool}/`)),
  );
  return sorted(own.map(({ symbol }) => symbol));
}

const allTools = ["cmd/compile", "cmd/link", "cmd/asm", "cmd/cgo"];

const sorted = (names: readonly string[]): string[] => [...new Set(names)].sort();

/** Of a closure, the declared function. */
const declaration = (name: string): string => name.replace(/\.(func|deferwrap|gowrap)\d.*$/, "");

async function expectClean(report: AuditReport, release: Release, tools = allTools): Promise<void> {
  expect(report.findings).toEqual([]);
  expect(report.verdict).toBe("passed");
  const { compared, identical, changed } = report.functions;
  const by = (kind: string): string[] =>
    changed.filter(({ cause }) => cause.kind === kind).map(({ name }) => name);
  expect(sorted(by("planned").map(declaration))).toEqual(await declared(release, tools));
  expect(sorted(changed.map(({ cause }) => cause.kind)).filter((kind) => !causes.includes(kind))).toEqual([]);
  // versionFlag.Set is in all tools, and is listed once.
  expect(compared - identical).toBe(changed.length - by("renumbered").length + tools.length - 1);
  expect(compared).toBeGreaterThan(5000);
}

test.each([built[0]!, newest].map((one) => [one.name, one] as const))(
  "%s: nothing is found, and exactly the planned functions differ",
  async (_name, release) => {
    await instrumented(release);
    const report = await run({ goroot: release.goroot });
    await expectClean(report, release);
    const main = report.functions.changed.find(({ name }) => name.endsWith("gc.Main"));
    expect(main?.frame.after).toBeLessThanOrEqual((main?.frame.before ?? 0) + 8); // of 2 KB
    expect(main?.instructions?.lines).toContainEqual(
      expect.objectContaining({ kind: "added", text: expect.stringContaining("tracestart.Start") }),
    );
    const unmade = report.checks.filter(({ status }) => status === "not-checked").map(({ id }) => id);
    const always = ["assembly-declarations", "assembly-headers"]; // no patched package holds assembly
    const byObjects = ["binary-data"];
    const known = [...always, ...byObjects, "call-frame-information", "linkname-flag"];
    expect(unmade.filter((id) => !known.includes(id))).toEqual([]);
    for (const format of auditFormats) {
      const text = format.render(report, { top: 20, width: 100, colour: false, version: "0.0.0" });
      expect(text, format.name).not.toMatch(new RegExp(`${scratch}|${release.goroot}|/tmp/|/root/`));
    }
  },
);

test(`${newest.name}: the compiler that is built for arm64 passes, too`, async () => {
  const tool = "cmd/compile";
  const report = await run({ goroot: newest.goroot, goarch: "arm64", tool, instructions: false });
  await expectClean(report, newest, [tool]);
  expect(report.toolchain.goarch).toBe("arm64");
  const unmade = report.checks.filter(({ status }) => status === "not-checked").map(({ id }) => id);
  expect(unmade).toContain("baseline"); // nothing was distributed for it
});

test("two binaries: all that differs is found, by function", async () => {
  const { goroot } = await instrumented(newest);
  const tool = "pkg/tool/linux_amd64/compile";
  const files = { stock: join(newest.goroot, tool), instrumented: join(goroot, tool) };
  const report = await run(files);
  expect(report.verdict).toBe("failed");
  expect(report.findings.map(({ check }) => check)).toEqual(report.findings.map(() => "binary-changes"));
  expect(report.functions.changed.map(({ name }) => name)).toEqual(expect.arrayContaining(planned));
  const policy = join(packageRoot(), "patches/compile/policy.yaml");
  const held = (await run({ ...files, policy })).functions.changed;
  const left = held.filter(({ cause }) => cause.kind === "unplanned").map(({ name }) => name);
  // Two binaries do not tell that mkinlcall is inlined there.
  expect(left).toEqual(["cmd/compile/internal/inline.TryInlineCall"]);
  expect((await run({ stock: files.stock, instrumented: files.stock })).verdict).toBe("passed");
});

/** The shipped set with more in it. */
function patchSet(name: string, patch: string, policy = ""): string {
  const dir = join(scratch, name);
  cpSync(join(packageRoot(), "patches/compile"), dir, { recursive: true });
  writeFileSync(join(dir, `${name}.patch`), patch);
  appendFileSync(join(dir, "series"), `${name}.patch\n`);
  const file = join(dir, "policy.yaml");
  writeFileSync(file, readFileSync(file, "utf8").replace(/^packages:/m, `${policy}\npackages:`));
  return dir;
}

test("a patch set that does more than its policy says is found out, and build --audit withdraws what was published of it", async () => {
  const patches = patchSet(
    "greedy",
    `patch greedy

change calls-more
package cmd/compile/internal/base
import "os"

 func Exit(...) {
+	os.Getwd()
 	...
 }

change large-frame
package cmd/compile/internal/base
import "os"

 func ErrorExit(...) {
+	var room [4096]byte
+	os.Stderr.Read(room[:0])
 	...
 }

change nothing
package cmd/compile/internal/gc

 func addGCLocals(...) {
+	_ = 0
 	...
 }
`,
    "  cmd/compile/internal/gc.dumpdata: { reason: it was patched once }\n",
  );
  const { build } = await import("../app/build.ts");
  const { buildExamined } = await import("../app/build-examined.ts");
  const host = e2eHost();
  const unexamined = await build(
    host,
    { goroot: newest.goroot, patches: [patches], shipped: false },
    silentProgress,
  );
  const examined = await buildExamined(
    host,
    { goroot: newest.goroot, patches: [patches], shipped: false, prove: false },
    silentProgress,
  );
  expect(examined).toMatchObject({ kind: "refused", withdrew: true });
  expect(existsSync(unexamined.goroot)).toBe(false);
  const findings = examined.reports?.audit.findings ?? [];
  const of = (check: string) => findings.filter((one) => one.check === check);
  expect(of("new-calls")).toContainEqual(
    expect.objectContaining({
      subject: "cmd/compile/internal/base.Exit",
      message: expect.stringContaining("os.Getwd"),
    }),
  );
  expect(of("frame-size")).toContainEqual(
    expect.objectContaining({
      subject: "cmd/compile/internal/base.ErrorExit",
      message: expect.stringMatching(/grows by 4\d\d\d bytes/),
    }),
  );
  expect(of("planned-but-unchanged").map(({ subject }) => subject)).toEqual([
    "cmd/compile/internal/gc.addGCLocals",
  ]);
  expect(of("unused-policy").map(({ subject }) => subject)).toEqual(["cmd/compile/internal/gc.dumpdata"]);
  const published = (await import("../app/list.ts")).list;
  expect((await published(host)).filter(({ patchSet: name }) => name === "greedy")).toEqual([]);
});

test("a chain of NOSPLIT functions that is too deep is a finding, not a failed build", async () => {
  const goroot = join(scratch, "goroot");
  copySources(newest, goroot);
  const nosplit = (name: string, bytes: number, call: string): string =>
    `//go:nosplit\n//go:noinline\nfunc ${name}(n int) byte {\n\tvar room [${bytes}]byte\n\troom[n%${bytes}] = 1\n\treturn room[0]${call}\n}\n`;
  const file = join(goroot, "src/cmd/compile/internal/gc/deep.go");
  writeFileSync(
    file,
    `package gc\n\nfunc init() { deep(len(use)) }\n\nvar use = "x"\n\n${nosplit("deep", 528, " + deeper(n)")}\n${nosplit("deeper", 408, "")}`,
  );
  expect(existsSync(file)).toBe(true);
  const { findings, checks } = await run({ stock: newest.goroot, instrumented: goroot, instructions: false });
  expect(findings.filter(({ check }) => check === "nosplit-chain")).toEqual([
    {
      check: "nosplit-chain",
      subject: "cmd/compile/internal/gc.deep",
      message: expect.stringMatching(/the linker refuses it: nosplit stack over 792 byte limit/),
    },
  ]);
  expect(checks.find(({ id }) => id === "linked-code")).toMatchObject({
    status: "not-checked",
    detail: "the linker refuses the patched tool",
  });
});
