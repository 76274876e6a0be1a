import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { packageRoot } from "../host/package.ts";
import type { SessionRecord } from "../toolchain/session.ts";
import { decodeSpanFile } from "../trace/decode/span.ts";
import { e2eCache, instrumented, releases } from "./shared.testing.ts";

/**
 * `traceinject go …` for real, as a process: what go prints and returns is what the stock go does, what it builds is
 * what the stock go builds, and a session tells of it.
 */
const launcher = join(packageRoot(), "bin/traceinject.mjs");
const scratch = mkdtempSync(join(tmpdir(), "traceinject-run-"));
const release = (await releases()).at(-1)!;
const stockGo = join(release.goroot, "bin/go");
let toolchainGo: string;
/** Of the stock go; ours has a cache of its own unless a test says otherwise. */
const stockCache = join(scratch, "stock-cache");

beforeAll(async () => {
  toolchainGo = (await instrumented(release)).goBinary;
  writeModule("app", {
    "main.go":
      'package main\n\nimport (\n\t"fmt"\n\t"io"\n\t"os"\n)\n\nfunc main() {\n\tin, _ := io.ReadAll(os.Stdin)\n\tfmt.Printf("read %q\\n", in)\n\tfmt.Fprintln(os.Stderr, "args", os.Args[1:])\n\tos.Exit(3)\n}\n',
    "lib/lib.go": "package lib\n\n// Double doubles.\nfunc Double(n int) int { return 2 * n }\n",
    "lib/lib_test.go":
      'package lib\n\nimport "testing"\n\nfunc TestDouble(t *testing.T) {\n\tif Double(2) != 5 {\n\t\tt.Error("not 5")\n\t}\n}\n',
    "side/side.go": "package side\n",
    "tiny/main.go": 'package main\n\nfunc main() { println("tiny") }\n',
    "bad/bad.go": 'package bad\n\nfunc f() int { return undefined + "a" }\n',
    // Its own text in each run: the private cache outlives the run, and go replays what vet said word for word, with the
    // folder where it said it.
    "vet/vet.go": `package vet // ${scratch}\n\nimport "fmt"\n\nfunc F() { fmt.Printf("%d\\n", "x") }\n`,
  });
});
afterAll(() => rmSync(scratch, { recursive: true }));

function writeModule(name: string, files: Readonly<Record<string, string>>, goMod = "go 1.19\n"): string {
  const dir = join(scratch, name);
  for (const [path, text] of Object.entries({
    "go.mod": `module example.com/${name}\n\n${goMod}`,
    ...files,
  })) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  }
  return dir;
}

interface How {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** Options of ours, before the word go. */
  readonly options?: readonly string[];
}

const app = join(scratch, "app");
const state = join(scratch, "state");
const environment = (env: How["env"]) => ({
  ...process.env,
  GOFLAGS: "-trimpath", // so that both caches compile the packages of Go once
  GOENV: "off",
  GOWORK: "off",
  GOCACHE: stockCache,
  GOTOOLCHAIN: "local",
  GOROOT: undefined,
  XDG_CACHE_HOME: e2eCache(),
  XDG_STATE_HOME: state,
  ...env,
});

function stock(args: readonly string[], { cwd = app, env, input = "" }: How = {}) {
  return outcome(spawnSync(stockGo, args, { cwd, env: environment(env), input, encoding: "utf8" }));
}

function traced(args: readonly string[], { cwd = app, env, input = "", options = [] }: How = {}) {
  const words = [launcher, "--goroot", release.goroot, ...options, "go", ...args];
  return outcome(spawnSync(process.execPath, words, { cwd, env: environment(env), input, encoding: "utf8" }));
}

const outcome = ({ status, signal, stdout, stderr }: ReturnType<typeof spawnSync>) => ({
  status,
  signal,
  stdout: String(stdout),
  stderr: String(stderr),
});

const latest = (dir = state): string => join(dir, "traceinject/sessions/latest");
const record = (dir?: string): SessionRecord =>
  JSON.parse(readFileSync(join(latest(dir), "session.json"), "utf8")) as SessionRecord;
const traces = (ending: string): string[] =>
  readdirSync(join(latest(), "proc")).filter((name) => name.endsWith(ending));

/** pack imports cmd/internal/objabi, which is patched in the compiler that runs, but not in the sources it compiles. */
test("builds of a module and of a tool of Go are byte for byte those of the stock go, build IDs too, and every compile leaves a trace", () => {
  const [ours, theirs] = [join(scratch, "ours/"), join(scratch, "theirs/")];
  const silent = { status: 0, signal: null, stdout: "", stderr: "" };
  expect(stock(["build", "-o", theirs, ".", "cmd/pack"])).toEqual(silent);
  const args = ["build", "-a", "-o", ours, ".", "cmd/pack"];
  expect(traced(args)).toEqual(silent);
  for (const name of ["app", "pack"])
    expect(readFileSync(join(ours, name)).equals(readFileSync(join(theirs, name))), name).toBe(true);
  const listed = stock(["list", "-deps", "-f", "{{if .GoFiles}}{{.ImportPath}}{{end}}", ".", "cmd/pack"]);
  const compiled = listed.stdout.split("\n").filter((name) => name !== "" && name !== "unsafe");
  expect(traces(".span").filter((name) => name.startsWith("compile-")).length).toBe(compiled.length);
  expect(record()).toMatchObject({
    status: "done",
    command: ["go", ...args],
    cwd: app,
    exitCode: 0,
    toolchain: { goVersion: release.name },
  });
});

test.each([
  ["a build that fails", ["build", "./bad"], 1],
  ["a vet that finds something", ["vet", "./vet"], 1],
  ["a usage error, flags that are ours too among it", ["build", "--json", "--verbose", "--cache=x"], 2],
  ["help of go", ["help", "build"], 0],
  ["help of go by flag", ["build", "--help"], 2],
  ["an unknown go command", ["frobnicate"], 2],
])("%s prints and returns what the stock go does", (_what, args, status) => {
  const theirs = stock(args);
  expect(theirs.status).toBe(status);
  expect(traced(args)).toEqual(theirs);
});

test("go run hands on arguments, stdin and the program's exit code", () => {
  const args = ["run", ".", "--json", "--", "x y"];
  const theirs = stock(args, { input: "one\ntwo\n" });
  expect(theirs.stdout).toBe('read "one\\ntwo\\n"\n');
  expect(theirs.stderr).toContain("exit status 3");
  expect(traced(args, { input: "one\ntwo\n" })).toEqual(theirs);
});

test("go test reports the same failures", () => {
  const timeless = (result: ReturnType<typeof stock>) => ({
    ...result,
    stdout: result.stdout.replace(/\d+\.\d+s/g, "0s"),
  });
  const theirs = timeless(stock(["test", "./lib"]));
  expect(theirs.status).toBe(1);
  expect(timeless(traced(["test", "./lib"]))).toEqual(theirs);
});

test("--runtime-trace keeps an execution trace of each compile beside its span file", () => {
  const args = ["tool", "compile", "-p", "lib", "-o", join(scratch, "lib.o"), "lib/lib.go"];
  expect(traced(args, { options: ["--runtime-trace"] }).status).toBe(0);
  expect([traces(".span").length, traces(".trace").length]).toEqual([1, 1]);
});

test("--cache=shared builds the same code and leaves the entries of untraced builds as they are", () => {
  const args = (out: string): string[] => ["build", "-ldflags=-buildid=", "-o", out, "./tiny"];
  const [ours, theirs] = [join(scratch, "ours-shared"), join(scratch, "theirs-shared")];
  stock(args(theirs));
  expect(traced(args(ours), { options: ["--cache=shared"] }).status).toBe(0);
  expect(readFileSync(ours).equals(readFileSync(theirs))).toBe(true);
  expect(traces(".span").length).toBeGreaterThan(0);
  const untraced = spawnSync(toolchainGo, ["build", "-x", "-o", ours, "./tiny"], {
    cwd: app,
    env: environment({}),
    encoding: "utf8",
  });
  expect([untraced.status, untraced.stderr.match(/\/compile /g)]).toEqual([0, null]);
});

test("the work tree stays as it was, also with the session folder in it", () => {
  const dir = writeModule("tree", { "main.go": "package main\n\nfunc main() {}\n" });
  const git = (...args: string[]): string =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@t", ...args], {
      cwd: dir,
      encoding: "utf8",
    });
  git("init", "--quiet");
  git("add", ".");
  git("commit", "--quiet", "--message=one");
  const out = join(scratch, "tree.bin");
  const env = { XDG_STATE_HOME: join(dir, "state") };
  expect(traced(["build", "-buildvcs=true", "-o", out, "."], { cwd: dir, env }).status).toBe(0);
  expect(record(env.XDG_STATE_HOME).exitCode).toBe(0);
  expect(git("status", "--porcelain")).toBe("");
  expect(stock(["version", "-m", out]).stdout).toContain("vcs.modified=false");
});

test("a module that asks for a newer Go gets the commands that help, and go is not run", () => {
  const dir = writeModule("newer", { "main.go": "package main\n" }, "go 1.21\n\ntoolchain go1.99.1\n");
  const env = { GOTOOLCHAIN: "auto" };
  const words = [launcher, "go", "build", "./..."];
  const path = `${dirname(stockGo)}:${process.env.PATH}`;
  const result = spawnSync(process.execPath, words, {
    cwd: dir,
    env: environment({ ...env, PATH: path }),
    encoding: "utf8",
  });
  expect([result.status, result.stdout]).toEqual([2, ""]);
  expect(result.stderr).toContain('says "toolchain go1.99.1"');
  expect(result.stderr).toContain("traceinject build --go go1.99.1\n");
  expect(result.stderr).toContain("traceinject --go go1.99.1 go build ./...\n");
});

test("a state folder that cannot be written stops everything before go runs, with the variable to set", () => {
  const file = join(scratch, "file");
  writeFileSync(file, "");
  const result = traced(["version"], { env: { XDG_STATE_HOME: join(file, "state") } });
  expect([result.status, result.stdout]).toEqual([2, ""]);
  expect(result.stderr).toMatch(/remedy: Set XDG_STATE_HOME/);
});

/** A build that takes its time: every tool waits before it starts. Has a session of its own, so no terminal. */
async function slowBuild(
  file: string,
  words: readonly string[],
  name: string,
  { path = "./lib", env = {} }: { readonly path?: string; readonly env?: How["env"] } = {},
): Promise<ChildProcess> {
  const started = join(scratch, `${name}.started`);
  const tool = join(scratch, `${name}.sh`);
  writeFileSync(
    tool,
    `#!/bin/sh\ncase "$2" in -V*) exec "$@";; esac\ntouch ${started}\nsleep 2\nexec "$@"\n`,
    {
      mode: 0o755,
    },
  );
  const args = [...words, "build", "-a", "-toolexec", tool, path];
  const child = spawn(file, args, { cwd: app, env: environment(env), stdio: "ignore", detached: true });
  while (!existsSync(started)) {
    if (child.exitCode !== null)
      throw new Error(`the build ended with ${child.exitCode} before it ran a tool`);
    await sleep(50);
  }
  return child;
}

async function endOf(child: ChildProcess): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
  return new Promise((resolve) => child.once("exit", (code, signal) => resolve({ code, signal })));
}

test("two builds at the same time have a session each, with their own processes only", async () => {
  const own = join(scratch, "state-of-two");
  const words = [launcher, "--goroot", release.goroot, "go"];
  const started = ["lib", "side"].map((name) =>
    slowBuild(process.execPath, words, `at-once-${name}`, {
      path: `./${name}`,
      env: { XDG_STATE_HOME: own },
    }),
  );
  const ends = started.map(async (child) => (await endOf(await child)).code);
  expect(await Promise.all(ends)).toEqual([0, 0]);
  const sessions = dirname(latest(own));
  const built = readdirSync(sessions)
    .filter((name) => name !== "latest")
    .map((name) => builtIn(join(sessions, name)))
    .sort((a, b) => (a.asked < b.asked ? -1 : 1));
  expect(built).toMatchObject([
    { asked: "./lib", compiled: ["example.com/app/lib"] },
    { asked: "./side", compiled: ["example.com/app/side"] },
  ]);
  const [one, other] = built as [Built, Built];
  expect([one.start < other.end, other.start < one.end]).toEqual([true, true]);
});

interface Built {
  /** The last argument of the go command. */
  readonly asked: string;
  readonly compiled: readonly (string | undefined)[];
  /** CLOCK_MONOTONIC, nanoseconds. */
  readonly start: bigint;
  readonly end: bigint;
}

function builtIn(dir: string): Built {
  const { command, start, end } = JSON.parse(
    readFileSync(join(dir, "session.json"), "utf8"),
  ) as SessionRecord;
  const files = readdirSync(join(dir, "proc")).filter((name) => /^compile-.*\.span$/.test(name));
  const compiled = files.map(
    (name) => decodeSpanFile(readFileSync(join(dir, "proc", name))).header?.importPath,
  );
  return { asked: command.at(-1)!, compiled, start: BigInt(start.mono0), end: BigInt(end!.mono1) };
}

test.each(["SIGINT", "SIGTERM"] as const)("%s reaches go, and we end as go does", async (signal) => {
  const ends = [];
  for (const [name, file, words] of [
    ["theirs", stockGo, []],
    ["ours", process.execPath, [launcher, "--goroot", release.goroot, "go"]],
  ] as const) {
    const child = await slowBuild(file, words, `${name}-${signal}`);
    const end = endOf(child);
    child.kill(signal);
    ends.push(await end);
  }
  expect(ends[1]).toEqual(ends[0]);
  expect(record().status).toBe("done");
  expect(record().signal ?? null).toBe(ends[0]?.signal);
});
