import { spawnSync } from "node:child_process";
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { build } from "../app/build.ts";
import { attempts, comparable, comparableCrash, type Outcome, takeWay } from "../app/exits/outcome.ts";
import { traceInto, traceProblems } from "../app/exits/trace.ts";
import { compile, type WayOut, waysOut } from "../app/exits/ways.ts";
import { silentProgress } from "../base/progress.ts";
import { packageRoot } from "../host/package.ts";
import { builtReleases, e2eHost, instrumented } from "./shared.testing.ts";

/**
 * Every way out of the compiler, for real: what the instrumented compiler prints and returns is what the stock one
 * does, and the trace is complete with the exit code that it had, or there is none.
 */
const scratch = mkdtempSync(join(tmpdir(), "traceinject-exits-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const host = e2eHost();

const run = (
  compiler: string,
  way: Pick<WayOut, "args" | "env">,
  extra?: Record<string, string>,
): Promise<Outcome> => takeWay(host, compiler, way, scratch, extra);

const tool = (goroot: string): string => join(goroot, "pkg/tool/linux_amd64/compile");

let sessions = 0;
function traceDir(): string {
  const dir = join(scratch, `traces-${sessions++}`);
  mkdirSync(dir);
  return dir;
}

const built = await builtReleases();

for (const release of built) {
  test.each(waysOut.map((way) => [way.name, way] as const))(`${release.name}: %s`, async (_name, way) => {
    const { goroot } = await instrumented(release);
    const take = async (goroot: string, extra?: Record<string, string>): Promise<Outcome> =>
      comparable(way, await run(tool(goroot), way, extra));
    const stock = (): Promise<Outcome> => take(release.goroot);
    expect(await said(stock, way)).toMatch(way.says);
    await expectLikeStock("tracing off", await take(goroot), stock, way);
    const dir = traceDir();
    await expectLikeStock("tracing on", await take(goroot, traceInto(dir)), stock, way);
    await expectTrace(dir, way.traced);
  });

  test(`${release.name}: -V=full names the build while a trace is asked for, so that the cache is split`, async () => {
    const { goroot } = await instrumented(release);
    const version = { args: ["-V=full"] };
    const stock = (await run(tool(release.goroot), version)).stdout.trim();
    const traced = (await run(tool(goroot), version, { TRACEINJECT_DIR: traceDir() })).stdout.trim();
    expect(traced.startsWith(`${stock} buildID=`)).toBe(true);
    expect(traced.length).toBeGreaterThan(stock.length + 40);
  });

  test(`${release.name}: the user's own -traceprofile is written, and ours gives way`, async () => {
    const { goroot } = await instrumented(release);
    const dir = traceDir();
    const user = join(scratch, "user.trace");
    const one = { args: compile("ok.go", `-traceprofile=${user}`) };
    const env = { TRACEINJECT_DIR: dir, TRACEINJECT_RUNTIME_TRACE: "1" };
    expect(await run(tool(goroot), one, env)).toMatchObject({ exitCode: 0, stdout: "", stderr: "" });
    expectReadable(user);
    expect(readdirSync(dir).filter((name) => name.endsWith(".trace"))).toEqual([]);
    expect(readdirSync(dir).filter((name) => name.endsWith(".span"))).toHaveLength(1);
  });

  test(`${release.name}: a trace that cannot be written changes nothing`, async () => {
    const { goroot } = await instrumented(release);
    const expected = await run(tool(release.goroot), { args: compile("ok.go") });
    for (const dir of ["/proc/no/such/folder", "/dev/null", "/proc", "/dev/full/x", "relative"]) {
      const env = { TRACEINJECT_DIR: dir, TRACEINJECT_RUNTIME_TRACE: "1" };
      expect(await run(tool(goroot), { args: compile("ok.go") }, env), dir).toEqual(expected);
    }
  });
}

/** A patch of the user's, on top of the shipped ones: crashes where the stock compiler has no known bug to offer. */
const crash = `patch crash
import "os"

change worker
package cmd/compile/internal/objw

 func (pp *Progs) Flush(...) {
+	if os.Getenv("CRASH") == "worker" {
+		panic("boom in a worker")
+	}
 	...
 }

change parser
package cmd/compile/internal/syntax

 func Parse(...) {
+	if os.Getenv("CRASH") == "parser" {
+		panic("boom in the parser")
+	}
 	...
 }
`;

test.each(["worker", "parser"])(
  "a panic that nothing recovers, in a %s goroutine, crashes as ever and leaves a complete trace",
  async (where) => {
    const release = built[Math.floor(built.length / 2)]!;
    const patches = join(scratch, "patches");
    rmSync(patches, { recursive: true, force: true });
    cpSync(join(packageRoot(), "patches/compile"), patches, { recursive: true });
    writeFileSync(join(patches, "crash.patch"), crash);
    appendFileSync(join(patches, "series"), "crash.patch\n");
    const { goroot } = await build(
      host,
      { goroot: release.goroot, patches: [patches], shipped: false },
      silentProgress,
    );
    const one = { args: compile("one.go", "-c=4"), env: { CRASH: where } };
    const [untraced] = await crashed(() => ({}), tool(goroot), one);
    expect(untraced.exitCode).toBe(2);
    const [traced, { TRACEINJECT_DIR: dir = "" }] = await crashed(
      () => ({ TRACEINJECT_DIR: traceDir(), TRACEINJECT_RUNTIME_TRACE: "1" }),
      tool(goroot),
      one,
    );
    expect(traced).toEqual(untraced);
    await expectTrace(dir, -1);
  },
);

/**
 * A run that ended by the panic, and its environment. Stock Go's deferred calls let the main goroutine go on, and now and
 * then it ends the process before the panic is printed; then the run is made again.
 */
async function crashed(
  environment: () => Record<string, string>,
  compiler: string,
  one: { readonly args: readonly string[]; readonly env: Record<string, string> },
): Promise<[Outcome, Record<string, string>]> {
  for (let attempt = 0; attempt < 40; attempt++) {
    const env = environment();
    const outcome = comparableCrash(await run(compiler, one, env));
    if (outcome.stderr.startsWith("panic: boom in ")) return [outcome, env];
  }
  throw new Error("it never ended by the panic");
}

/** What the stock compiler prints when it ends as the way says. */
async function said(stock: () => Promise<Outcome>, way: WayOut): Promise<string> {
  for (let left = attempts(way); left > 0; left--) {
    const { exitCode, stdout, stderr } = await stock();
    if (exitCode === way.exitCode) return stdout + stderr;
  }
  return "the stock compiler never ended like that";
}

/**
 * The outcome must be one of the stock compiler's. It has one, but for a worker's panic since go1.27: the goroutine's
 * deferred wg.Done lets the main goroutine go on, and now and then it is first, and exits with 0.
 */
async function expectLikeStock(
  when: string,
  outcome: Outcome,
  stock: () => Promise<Outcome>,
  way: WayOut,
): Promise<void> {
  let expected = await stock();
  for (let left = attempts(way); left > 0 && JSON.stringify(outcome) !== JSON.stringify(expected); left--)
    expected = await stock();
  expect(outcome, when).toEqual(expected);
}

async function expectTrace(dir: string, exitCode: number | undefined): Promise<void> {
  expect(await traceProblems(host, dir, exitCode)).toEqual([]);
  if (exitCode === undefined) return;
  const names = readdirSync(dir).sort();
  expect(names.map((name) => name.replace(/^compile-none-\d+-\d+/, "NAME"))).toEqual([
    "NAME.span",
    "NAME.trace",
  ]);
  expectReadable(join(dir, names[1]!));
}

/** Go's own reader of the newest release reads it to the end. */
function expectReadable(trace: string): void {
  const go = join(built.at(-1)!.goroot, "bin/go");
  const mode = ["tool", "trace", "-d=parsed", trace];
  const { status, stderr } = spawnSync(go, mode, {
    encoding: "utf8",
    env: { ...process.env, GOTOOLCHAIN: "local" },
    maxBuffer: 1 << 28,
  });
  expect({ trace: basename(trace), status, stderr }).toEqual({
    trace: basename(trace),
    status: 0,
    stderr: "",
  });
}
