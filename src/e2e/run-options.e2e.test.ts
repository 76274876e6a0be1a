import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { packageRoot } from "../host/package.ts";
import type { SessionRecord } from "../toolchain/session.ts";
import { e2eCache, instrumented, releases } from "./shared.testing.ts";

/** What stands before the word go, for real: the environment, the time limit, the surrounding trace. */
const launcher = join(packageRoot(), "bin/traceinject.mjs");
const scratch = mkdtempSync(join(tmpdir(), "traceinject-run-options-"));
const release = (await releases()).at(-1)!;

/** Says who it and its child are, and waits for both to end. Its own text in each run, so that it is compiled in each. */
const sleeper = `package main // ${scratch}

import (
	"fmt"
	"os"
	"os/exec"
	"syscall"
)

func main() {
	child := exec.Command("sleep", "600")
	if err := child.Start(); err != nil {
		panic(err)
	}
	fmt.Println(syscall.Getpgrp(), os.Getpid(), child.Process.Pid)
	child.Wait()
}
`;

const files: Readonly<Record<string, string>> = {
  "go.mod": "module example.com/options\n\ngo 1.19\n",
  "shown/main.go":
    'package main\n\nimport (\n\t"fmt"\n\t"os"\n\t_ "os/exec"\n)\n\nfunc main() { fmt.Println(os.Getenv("SHOWN"), os.Getenv("TRACEPARENT")) }\n',
  // Its own text in each run, so that it is compiled in each.
  "busy/busy_test.go": `package busy // ${scratch}\n\nimport "testing"\n\nvar sink []byte\n\nfunc BenchmarkBusy(b *testing.B) {\n\tfor i := 0; i < b.N; i++ {\n\t\tsink = make([]byte, 1<<20)\n\t}\n}\n`,
  "sleeper/main.go": sleeper,
};

beforeAll(async () => {
  await instrumented(release);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(scratch, path)), { recursive: true });
    writeFileSync(join(scratch, path), text);
  }
});
afterAll(() => rmSync(scratch, { recursive: true }));

const state = join(scratch, "state");

function traceinject(...words: readonly string[]) {
  const env = {
    ...process.env,
    ...{ GOENV: "off", GOWORK: "off", GOFLAGS: "-trimpath", GOTOOLCHAIN: "local", GOROOT: undefined },
    ...{ XDG_CACHE_HOME: e2eCache(), XDG_STATE_HOME: state, TRACEPARENT: undefined },
  };
  return spawnSync(process.execPath, [launcher, ...words], { cwd: scratch, env, encoding: "utf8" });
}

const gcTrace = /^gc \d+ @[\d.]+s \d+%: /m;

/** With options before the word go. */
const traced = (...words: readonly string[]) => traceinject("--goroot", release.goroot, ...words);

function record(): SessionRecord {
  const path = join(state, "traceinject/sessions/latest/session.json");
  return JSON.parse(readFileSync(path, "utf8")) as SessionRecord;
}

test("--inject and --trace-header reach the program that go runs, and the session", () => {
  const traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  const options = ["--inject", "SHOWN=a=b c", "--trace-header", `traceparent: ${traceparent}`];
  const { status, stdout, stderr } = traced(...options, "go", "run", "./shown");
  expect([status, stdout, stderr]).toEqual([0, `a=b c ${traceparent}\n`, ""]);
  expect(record()).toMatchObject({ traceparent, env: { SHOWN: "a=b c", TRACEPARENT: traceparent } });
});

test("--inject switches on what GODEBUG has, in the programs that go test runs", () => {
  const words = ["--inject", "GODEBUG=gctrace=1", "go", "test", "-bench=.", "-benchtime=20x", "./busy"];
  const { status, stdout, stderr } = traced(...words);
  expect([status, stdout]).toEqual([0, expect.stringContaining("BenchmarkBusy")]);
  expect(stdout + stderr).toMatch(gcTrace);
});

test("what tools have printed because of --inject is not replayed in a build without it", () => {
  const { status, stdout, stderr } = traced("go", "test", "-run=^$", "./busy");
  expect([status, stdout + stderr]).toEqual([0, expect.not.stringMatching(gcTrace)]);
});

test("what cannot be injected stops everything before go runs", () => {
  const { status, stdout, stderr } = traced("--inject", "GODEBUG", "go", "version");
  expect([status, stdout]).toEqual([2, ""]);
  expect(stderr).toContain("remedy: It wants NAME=value");
});

/** Processes of a group that have not ended: one that nobody waits for stays in /proc as a zombie for a moment. */
function left(group: string | undefined): string[] {
  const { stdout } = spawnSync("ps", ["-eo", "pgid=,stat=,args="], { encoding: "utf8" });
  return stdout.split("\n").filter((line) => new RegExp(`^ *${group} +[^Z]`).test(line));
}

test("--timeout ends go and all that it started, keeps the traces and says so in one line", () => {
  const { status, stdout, stderr } = traced("--timeout", "15s", "go", "run", "./sleeper");
  const [group, ...pids] = stdout.trim().split(" ");
  expect(pids.length, stderr).toBe(2);
  expect(left(group)).toEqual([]);
  expect(status).toBe(124);
  const { id, ...session } = record();
  expect(stderr).toMatch(
    new RegExp(`^traceinject: go was ended after 15s; the traces so far are in session \\S+${id}\\n$`),
  );
  expect(session).toMatchObject({ status: "timed-out", exitCode: 124 });
  const report = traceinject("report", "--json");
  expect([report.status, JSON.parse(report.stdout).findings]).toEqual([0, []]);
  expect(report.stdout).toContain('"example.com/options/sleeper"');
});

test("the sessions are listed, and all but the newest removed", () => {
  const listed = () => JSON.parse(traceinject("sessions", "--json").stdout).sessions;
  const [newest] = listed();
  expect(newest).toMatchObject({ status: "timed-out", command: "go run ./sleeper" });
  expect(newest.processes).toBeGreaterThan(0);
  expect(newest.duration / 1e9).toBeGreaterThanOrEqual(15);
  expect(traceinject("sessions", "--keep", "1").status).toBe(0);
  expect(listed()).toEqual([newest]);
  expect(record().id).toBe(newest.id);
});
