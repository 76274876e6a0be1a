import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { loadPatchSet } from "../src/app/patch-set.ts";
import { readPackages } from "../src/app/plan.ts";
import { e2eHost, type Release, releases } from "../src/e2e/shared.testing.ts";
import { packageRoot } from "../src/host/package.ts";
import { packagesOf } from "../src/patch/plan.ts";
import type { Admission } from "./admit/questions.ts";

const scratch = mkdtempSync(join(tmpdir(), "traceinject-admit-"));
afterAll(() => rmSync(scratch, { recursive: true }));
const newest = (await releases()).at(-1)!;

/** Runs `npm run admit` as npm does: what comes out, and its exit code. */
function admit(...args: string[]): { text: string; exitCode: number } {
  const script = ["--import", "tsx", join(packageRoot(), "scripts/admit.ts"), ...args];
  try {
    return { text: execFileSync(process.execPath, script, { encoding: "utf8", stdio: "pipe" }), exitCode: 0 };
  } catch (error) {
    const { stdout, stderr, status } = error as { stdout: string; stderr: string; status: number };
    return { text: stdout || stderr, exitCode: status };
  }
}

/** The packages that the patches name, of a release, with another VERSION: a tree that can be planned on, not built. */
async function treeOf({ goroot, version }: Release, text: string): Promise<string> {
  const dir = mkdtempSync(join(scratch, "go-"));
  const set = await loadPatchSet(e2eHost());
  const sources = await readPackages(e2eHost(), goroot, packagesOf(set, version));
  for (const [file, source] of sources) write(join(dir, "src", file), source);
  write(join(dir, "VERSION"), `${text}\ntime 2027-02-01T00:00:00Z\n`);
  return dir;
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function edit(file: string, change: (text: string) => string): void {
  const before = readFileSync(file, "utf8");
  expect(change(before)).not.toBe(before);
  writeFileSync(file, change(before));
}

it("has nothing to do for the newest release that is supported", () => {
  const { text, exitCode } = admit("--goroot", newest.goroot, "--only", "row,patches,policy,tests");
  expect(text).toContain(`${newest.name} passes row, patches, policy, tests\n`);
  expect(exitCode).toBe(0);
});

it("tells of a release to come exactly what it breaks, and writes nothing unasked", async () => {
  const dir = await treeOf(newest, "go1.99.0");
  write(join(dir, "src/sort/newer.go"), "package sort\n\nfunc f() { yield 1 2 }\n");
  write(join(dir, "src/cmd/asm/newer.go"), "package main\n\nvar p = new(1)\n");
  edit(join(dir, "src/cmd/compile/internal/gc/main.go"), (text) =>
    text.replace("base.ParseFlags()", "base.ReadFlags()"),
  );
  edit(join(dir, "src/cmd/link/internal/ld/util.go"), (text) => text.replace("func Exit(", "func Leave("));
  const { text, exitCode } = admit("--goroot", dir, "--json");
  expect(exitCode).toBe(1);
  const { release, passes, answers, next } = JSON.parse(text) as Admission;
  expect([release, passes]).toEqual(["go1.99.0", false]);
  const todo = Object.fromEntries(answers.map((answer) => [answer.question, answer.todo]));
  expect(todo.grammar).toEqual([
    expect.stringMatching(/^cmd\/asm\/newer.go:3:13: new\(expr\), Go since go1.26, .* must parse$/),
    expect.stringMatching(
      /^sort\/newer.go:3:\d+: none of the constructs .* yield 1 2 .* src\/syntax\/constructs.ts$/,
    ),
    "grammar-tests/releases/go1.99.json: --write writes it",
  ]);
  expect(todo.functions).toEqual([]);
  expect(todo.patches).toEqual([
    expect.stringMatching(/^patches\/compile\/start.patch:\d+: anchor-missing: start\/main /),
    expect.stringMatching(/^patches\/compile\/link.patch:\d+: declaration-missing: link\/exit /),
    "patches/compile/cases/start.txtar: the case of what is changed above",
    "patches/compile/cases/link.txtar: the case of what is changed above",
  ]);
  expect(todo.policy).toEqual([
    expect.stringMatching(/^patches\/compile\/policy.yaml:\d+: cmd\/link\/internal\/ld.Exit is not declared/),
  ]);
  expect(todo.row?.[0]).toMatch(/^src\/toolchain\/releases.ts: go1.99 is newer than the last;/);
  expect(todo.row).toContain("src/toolchain/releases.ts: latestReleases has none of go1.99");
  expect(next.slice(0, 2)).toEqual([
    `traceinject patch --check --goroot ${dir}: what became of each place, with proposals`,
    `traceinject upgrade --goroot ${dir} --repair -o repair.diff: the proposals, tried by build, audit and proof`,
  ]);
  expect(todo.tests).toEqual(["scripts/test: fetch go1.99.0, the newest release"]);
});

it("lists nothing under a name that no release has", () => {
  const dir = mkdtempSync(join(scratch, "go-"));
  write(join(dir, "src/cmd/compile/main.go"), "package main\n");
  write(join(dir, "VERSION"), `${newest.version.lang}-devel_0d2bf4e Mon Nov 2 10:00:00 2026 +0000\n`);
  const { text } = admit("--goroot", dir, "--only", "grammar", "--write");
  expect(text).toMatch(/\.json: not for go1\.\d+-devel_0d2bf4e .*, which nobody can get/);
});

it.each([
  [[], "name one release, or --goroot DIR"],
  [["go1.27.3", "--goroot", "/"], "name one release, or --goroot DIR"],
  [["go1.27.3", "--only", "grammer"], 'there is no question "grammer"'],
  [["--colour"], "--colour"],
  [["--goroot", "/nowhere"], "/nowhere"],
])("says what is wrong with %j, with exit code 2", (args, problem) => {
  const { text, exitCode } = admit(...args);
  expect(text).toContain(problem);
  expect(exitCode).toBe(2);
});
