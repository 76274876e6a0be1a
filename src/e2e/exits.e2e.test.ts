import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { build } from "../app/build.ts";
import { silentProgress } from "../base/progress.ts";
import { packageRoot } from "../host/package.ts";
import { decodeSpanFile } from "../trace/decode/span.ts";
import { builtReleases, e2eHost, instrumented } from "./shared.testing.ts";

/**
 * Every way out of the compiler, for real: what the instrumented compiler prints and returns is what the stock one
 * does, and the trace is complete with the exit code that it had, or there is none.
 */
const scratch = mkdtempSync(join(tmpdir(), "traceinject-exits-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const programs: Readonly<Record<string, string>> = {
  // One function, so that one worker crashes and not two at once.
  "one.go": "package main\n\nfunc main() {}\n",
  "ok.go": "package main\n\nfunc add(a, b int) int { return a + b }\n\nfunc main() { println(add(1, 2)) }\n",
  "type.go": 'package main\n\nfunc main() { var x int = "a" }\n',
  "syntax.go": "package main\n\nfunc main() { if }\n",
  "many.go": `package main\n\nfunc main() {\n${Array.from({ length: 15 }, (_, i) => `\tundefined${i}()\n`).join("")}}\n`,
  "frame.go":
    "package main\n\nfunc big(a, b [600 << 20]byte) byte { return a[1] + b[2] }\n\nfunc main() {}\n",
};

interface Case {
  readonly name: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly exitCode: number;
  /** The exit code in the trace; undefined: there is no trace. */
  readonly traced: number | undefined;
  /** What the stock compiler prints, so that a case cannot rot into another one. */
  readonly says: RegExp;
  /** A crash prints addresses and arguments, which differ from run to run. */
  readonly crash?: boolean;
}

const noHtml = { GOSSAFUNC: "main", GOSSADIR: "/proc/no/such/folder" };
const compile = (file: string, ...flags: string[]): string[] => ["-o", "out.o", "-p", "main", ...flags, file];

const cases: readonly Case[] = [
  { name: "success", args: compile("ok.go"), exitCode: 0, traced: 0, says: /^$/ },
  { name: "success with four workers", args: compile("ok.go", "-c=4"), exitCode: 0, traced: 0, says: /^$/ },
  { name: "compile error", args: compile("type.go"), exitCode: 2, traced: 2, says: /cannot use "a"/ },
  { name: "syntax error", args: compile("syntax.go"), exitCode: 2, traced: 2, says: /syntax error/ },
  { name: "too many errors", args: compile("many.go"), exitCode: 2, traced: 2, says: /too many errors/ },
  {
    name: "stack frame too large",
    args: compile("frame.go", "-c=4"),
    exitCode: 2,
    traced: 2,
    says: /stack frame too large/,
  },
  {
    name: "internal compiler error in the front end",
    args: compile("ok.go", "-cpuprofile=/proc/no/such/profile"),
    exitCode: 2,
    traced: 2,
    says: /internal compiler error: open \/proc/,
  },
  {
    name: "internal compiler error in a worker",
    args: compile("ok.go", "-c=4"),
    env: noHtml,
    exitCode: 2,
    traced: 2,
    says: /internal compiler error: 'main'/,
  },
  {
    name: "panic again for -h in the front end",
    args: compile("type.go", "-h"),
    exitCode: 2,
    traced: -1,
    says: /panic: -h/,
    crash: true,
  },
  {
    name: "panic again for -h in the back end",
    args: compile("ok.go", "-h", "-c=1"),
    env: noHtml,
    exitCode: 2,
    traced: -1,
    says: /panic: -h/,
    crash: true,
  },
  {
    name: "log.Fatal",
    args: compile("ok.go", "-lang=go0"),
    exitCode: 1,
    traced: 1,
    says: /invalid value "go0" for -lang/,
  },
  {
    name: "log.Fatal at the end",
    args: compile("ok.go", "-bench=/proc/no/such/file"),
    exitCode: 1,
    traced: 1,
    says: /cannot write benchmark data/,
  },
  {
    name: "output that cannot be written",
    args: ["-o", "/proc/no/such/out.o", "-p", "main", "ok.go"],
    exitCode: 2,
    traced: 2,
    says: /no such file/,
  },
  {
    name: "missing source",
    args: compile("none.go"),
    exitCode: 2,
    traced: 2,
    says: /none\.go: no such file|open none\.go/,
  },
  { name: "-V=full", args: ["-V=full"], exitCode: 0, traced: undefined, says: /^compile version go1/ },
  { name: "-V", args: ["-V"], exitCode: 0, traced: undefined, says: /^compile version go1/ },
  { name: "no arguments", args: [], exitCode: 2, traced: undefined, says: /^usage: compile/ },
  {
    name: "unknown flag",
    args: ["-nosuch"],
    exitCode: 2,
    traced: undefined,
    says: /flag provided but not defined/,
  },
  {
    name: "flag error",
    args: compile("ok.go", "-c=0"),
    exitCode: 1,
    traced: undefined,
    says: /-c must be at least 1/,
  },
  {
    name: "unknown architecture",
    args: compile("ok.go"),
    env: { GOARCH: "vax" },
    exitCode: 2,
    traced: undefined,
    says: /vax/,
  },
];

interface Outcome {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly output: string | undefined;
}

function runCompile(
  tool: string,
  { args, env }: Pick<Case, "args" | "env">,
  extra: Record<string, string>,
): Outcome {
  const dir = join(scratch, "work");
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  for (const [name, text] of Object.entries(programs)) writeFileSync(join(dir, name), text);
  const { status, stdout, stderr } = spawnSync(tool, args, {
    cwd: dir,
    env: { PATH: process.env.PATH, HOME: scratch, ...env, ...extra },
    encoding: "utf8",
  });
  const object = join(dir, "out.o");
  const output = existsSync(object) ? readFileSync(object).toString("base64") : undefined;
  return { exitCode: status, stdout, stderr, output };
}

/**
 * An outcome without what may differ between two runs of one crash: addresses, arguments, goroutine numbers, and how far
 * the main goroutine came with an output that cmd/go throws away.
 */
function comparableCrash({ stderr, ...outcome }: Outcome): Outcome {
  const same = stderr
    .replace(/0x[0-9a-f]+\??/g, "0x")
    .replace(/goroutine \d+( gp=0x)?/g, "goroutine N")
    .replace(/\/\S+?\/src\//g, "");
  return outcome.exitCode === 0
    ? { ...outcome, stderr: same }
    : { ...outcome, stderr: same, output: undefined };
}

const tool = (goroot: string): string => join(goroot, "pkg/tool/linux_amd64/compile");

let sessions = 0;
function traceDir(): string {
  const dir = join(scratch, `traces-${sessions++}`);
  mkdirSync(dir);
  return dir;
}

const built = await builtReleases();

for (const release of built) {
  test.each(cases.map((one) => [one.name, one] as const))(`${release.name}: %s`, async (_name, one) => {
    const { goroot } = await instrumented(release);
    const view = (outcome: Outcome): Outcome => (one.crash ? comparableCrash(outcome) : outcome);
    const stock = (): Outcome => runCompile(tool(release.goroot), one, {});
    expect(said(stock, one)).toMatch(one.says);
    expectLikeStock("tracing off", view(runCompile(tool(goroot), one, {})), () => view(stock()), one);
    const dir = traceDir();
    const env = { TRACEINJECT_DIR: dir, TRACEINJECT_CACHE: "private", TRACEINJECT_RUNTIME_TRACE: "1" };
    expectLikeStock("tracing on", view(runCompile(tool(goroot), one, env)), () => view(stock()), one);
    expectTrace(dir, one.traced);
  });

  test(`${release.name}: -V=full names the build while a trace is asked for, so that the cache is split`, async () => {
    const { goroot } = await instrumented(release);
    const stock = runCompile(tool(release.goroot), { args: ["-V=full"] }, {}).stdout.trim();
    const traced = runCompile(
      tool(goroot),
      { args: ["-V=full"] },
      { TRACEINJECT_DIR: traceDir() },
    ).stdout.trim();
    expect(traced.startsWith(`${stock} buildID=`)).toBe(true);
    expect(traced.length).toBeGreaterThan(stock.length + 40);
  });

  test(`${release.name}: the user's own -traceprofile is written, and ours gives way`, async () => {
    const { goroot } = await instrumented(release);
    const dir = traceDir();
    const user = join(scratch, "user.trace");
    const one = { args: compile("ok.go", `-traceprofile=${user}`) };
    const env = { TRACEINJECT_DIR: dir, TRACEINJECT_RUNTIME_TRACE: "1" };
    expect(runCompile(tool(goroot), one, env)).toMatchObject({ exitCode: 0, stdout: "", stderr: "" });
    expectReadable(user);
    expect(readdirSync(dir).filter((name) => name.endsWith(".trace"))).toEqual([]);
    expect(readdirSync(dir).filter((name) => name.endsWith(".span"))).toHaveLength(1);
  });

  test(`${release.name}: a trace that cannot be written changes nothing`, async () => {
    const { goroot } = await instrumented(release);
    const expected = runCompile(tool(release.goroot), { args: compile("ok.go") }, {});
    for (const dir of ["/proc/no/such/folder", "/dev/null", "/proc", "/dev/full/x", "relative"]) {
      const env = { TRACEINJECT_DIR: dir, TRACEINJECT_RUNTIME_TRACE: "1" };
      expect(runCompile(tool(goroot), { args: compile("ok.go") }, env), dir).toEqual(expected);
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
    const { goroot } = await build(e2eHost(), { goroot: release.goroot, patches }, silentProgress);
    const one = { args: compile("one.go", "-c=4"), env: { CRASH: where } };
    const [untraced] = crashed(() => ({}), tool(goroot), one);
    expect(untraced.exitCode).toBe(2);
    const [traced, { TRACEINJECT_DIR: dir = "" }] = crashed(
      () => ({ TRACEINJECT_DIR: traceDir(), TRACEINJECT_RUNTIME_TRACE: "1" }),
      tool(goroot),
      one,
    );
    expect(traced).toEqual(untraced);
    expectTrace(dir, -1);
  },
);

/**
 * A run that ended by the panic, and its environment. Stock Go's deferred calls let the main goroutine go on, and now and
 * then it ends the process before the panic is printed; then the run is made again.
 */
function crashed(
  environment: () => Record<string, string>,
  compiler: string,
  one: { readonly args: readonly string[]; readonly env: Record<string, string> },
): [Outcome, Record<string, string>] {
  for (let attempt = 0; attempt < 40; attempt++) {
    const env = environment();
    const outcome = comparableCrash(runCompile(compiler, one, env));
    if (outcome.stderr.startsWith("panic: boom in ")) return [outcome, env];
  }
  throw new Error("it never ended by the panic");
}

/** What the stock compiler prints when it ends as the case says. */
function said(stock: () => Outcome, one: Case): string {
  const outcome = attempts(one)
    .map(stock)
    .find(({ exitCode }) => exitCode === one.exitCode);
  return outcome ? outcome.stdout + outcome.stderr : "the stock compiler never ended like that";
}

/**
 * The outcome must be one of the stock compiler's. It has one, but for a worker's panic since go1.27: the goroutine's
 * deferred wg.Done lets the main goroutine go on, and now and then it is first, and exits with 0.
 */
function expectLikeStock(when: string, outcome: Outcome, stock: () => Outcome, one: Case): void {
  let expected = stock();
  for (const _ of attempts(one)) if (JSON.stringify(outcome) !== JSON.stringify(expected)) expected = stock();
  expect(outcome, when).toEqual(expected);
}

const attempts = ({ crash }: Case): number[] => Array.from({ length: crash ? 40 : 1 }, (_, index) => index);

function expectTrace(dir: string, exitCode: number | undefined): void {
  const names = readdirSync(dir).sort();
  if (exitCode === undefined) {
    expect(names).toEqual([]);
    return;
  }
  expect(names.map((name) => name.replace(/^compile-none-\d+-\d+/, "NAME"))).toEqual([
    "NAME.span",
    "NAME.trace",
  ]);
  const file = decodeSpanFile(readFileSync(join(dir, names[0]!)));
  expect(file.findings).toEqual([]);
  expect(file.exit).toMatchObject({ code: exitCode, dropped: 0 });
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
