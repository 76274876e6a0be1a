import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { run } from "../app/run.ts";
import { silentProgress } from "../base/progress.ts";
import type { Host } from "../host/host.ts";
import { type ReadSource, readSource } from "../trace/sources/read-source.ts";
import { type PlacedProcess, placeSources, type Source } from "../trace/timeline.ts";
import { e2eHost, instrumented, releases } from "./shared.testing.ts";

/**
 * Fifty compiles of a real build, each held against a stamp that does not come from traceinject: a program around the tool
 * asks the kernel for CLOCK_MONOTONIC before it starts and after it has ended.
 */
const scratch = mkdtempSync(join(tmpdir(), "traceinject-clock-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const processes = 50;
const all = await releases();
/** Execution traces of the oldest count ticks, those of the newest CLOCK_MONOTONIC. */
const [ticking, today] = [all[0]!, all.at(-1)!];

const wrapper = `package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"unsafe"
)

func monotonic() int64 {
	var now syscall.Timespec
	syscall.Syscall(syscall.SYS_CLOCK_GETTIME, 1, uintptr(unsafe.Pointer(&now)), 0)
	return now.Nano()
}

func main() {
	tool := exec.Command(os.Args[1], os.Args[2:]...)
	tool.Stdin, tool.Stdout, tool.Stderr = os.Stdin, os.Stdout, os.Stderr
	before := monotonic()
	err := tool.Run()
	after := monotonic()
	if filepath.Base(os.Args[1]) == "compile" && !strings.HasPrefix(os.Args[2], "-V") {
		stamp := fmt.Sprintf("%d %d %d\\n", tool.Process.Pid, before, after)
		os.WriteFile(fmt.Sprintf("%s/%d", os.Getenv("STAMPS"), tool.Process.Pid), []byte(stamp), 0o666)
	}
	if err != nil {
		os.Exit(1)
	}
}
`;

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(scratch, path)), { recursive: true });
    writeFileSync(join(scratch, path), text);
  }
}

beforeAll(async () => {
  const packages = Array.from({ length: processes }, (_, i) => [
    `build/p${i}/p.go`,
    `package p${i}\n\nfunc F(list []int) (sum int) {\n\tfor _, n := range list {\n\t\tsum += n\n\t}\n\treturn\n}\n`,
  ]);
  write({
    "wrapper/go.mod": "module example.com/wrapper\n\ngo 1.19\n",
    "wrapper/main.go": wrapper,
    "build/go.mod": "module example.com/stamped\n\ngo 1.19\n",
    ...Object.fromEntries(packages),
  });
  const host = e2eHost({ GOTOOLCHAIN: "local", GOENV: "off", GOWORK: "off" });
  const args = ["build", "-o", join(scratch, "stamp"), "."];
  const built = await host.run({ file: join(today.goroot, "bin/go"), args, cwd: join(scratch, "wrapper") });
  expect(built).toMatchObject({ exitCode: 0 });
});

interface Stamp {
  readonly before: bigint;
  readonly after: bigint;
}

/** The files of a build's processes, by name, and the stamps of the processes, by pid. */
async function stampedBuild({ name, goroot }: typeof today) {
  const stampDir = join(scratch, `stamps-${name}`);
  mkdirSync(stampDir);
  const env = { ...{ GOTOOLCHAIN: "local", GOENV: "off", GOWORK: "off" }, STAMPS: stampDir };
  const host: Host = {
    ...e2eHost({ ...env, XDG_STATE_HOME: join(scratch, `state-${name}`) }),
    cwd: join(scratch, "build"),
  };
  await instrumented({ name, goroot, version: today.version });
  const quiet: Host = { ...host, passThrough: async (command) => host.run({ ...command, cwd: host.cwd }) };
  const args = ["build", "-a", "-toolexec", join(scratch, "stamp"), "./..."];
  const { exitCode, session } = await run(
    quiet,
    { goroot, runtimeTrace: true, cache: "private" },
    args,
    silentProgress,
  );
  expect(exitCode).toBe(0);
  const files = readdirSync(session.traceDir).map((file) => join(session.traceDir, file));
  const stamps = readdirSync(stampDir).map((file) => readFileSync(join(stampDir, file), "utf8").split(" "));
  return {
    files: files.map((file) => readSource(file, readFileSync(file))),
    stamps: new Map(
      stamps.map(([pid, before, after]) => [pid!, { before: BigInt(before!), after: BigInt(after!) }]),
    ),
  };
}

const pidOf = (file: string): string => /-(\d+)-\d+\.(?:span|trace)$/.exec(file)![1]!;

/** By how much processes reach beyond their stamps at most, in nanoseconds: below 0 where all lie within. */
function residual(
  line: { zero: bigint; processes: readonly PlacedProcess[] },
  stamps: ReadonlyMap<string, Stamp>,
) {
  const beyond = line.processes.map(({ file, start, end }) => {
    const { before, after } = stamps.get(pidOf(file))!;
    return Math.max(Number(before - line.zero) - start, end - Number(after - line.zero));
  });
  const error = Math.max(...line.processes.map(({ sync }) => sync.error));
  return { processes: beyond.length, residual: Math.max(...beyond), error };
}

const sourcesOf = (files: readonly ReadSource[], kind: ReadSource["kind"]): Source[] =>
  files.flatMap((file) => (file.kind === kind && file.source ? [file.source] : []));

/** As if they came from another boot, which leaves them the wall clock. */
const elsewhere = (source: Source): Source => ({
  ...source,
  file: source.file,
  clock: { ...source.clock, ...{ boot: { bootId: "elsewhere" } } },
});

test.each([
  { release: today, clock: "exact" },
  { release: ticking, clock: "fitted" },
])(
  "processes of $release.name lie within independent stamps, by span file, wall clock and execution trace",
  async ({ release, clock }) => {
    const { files, stamps } = await stampedBuild(release);
    const spans = sourcesOf(files, "span file").filter(({ file }) => stamps.has(pidOf(file)));
    const traces = sourcesOf(files, "runtime trace").filter(({ file }) => stamps.has(pidOf(file)));
    expect(spans.length).toBeGreaterThanOrEqual(processes);
    expect(traces.length).toBe(spans.length);
    const exact = placeSources(spans).line;

    // Of one process all but one is of another boot, so that the axis stays the same.
    const half = spans.length >> 1;
    const walls = placeSources([
      ...spans.slice(0, half),
      ...spans
        .slice(half + 1)
        .map(elsewhere)
        .slice(0, half - 1),
    ]).line;
    const byWall = { ...walls, processes: walls.processes.filter(({ sync }) => sync.kind === "wall") };
    expect(byWall.processes.length).toBe(half - 1);

    const all = placeSources([...spans, ...traces]).line;
    const ofTraces = { ...all, processes: all.processes.filter(({ file }) => file.endsWith(".trace")) };
    expect(new Set(ofTraces.processes.map(({ sync }) => sync.kind))).toEqual(new Set([clock]));

    const measured = {
      exact: residual(exact, stamps),
      wall: residual(byWall, stamps),
      trace: residual(ofTraces, stamps),
    };
    console.log(`${release.name}: ${JSON.stringify(measured)}`);
    for (const { residual, error } of Object.values(measured)) expect(residual).toBeLessThanOrEqual(error);

    const begin = new Map(exact.processes.map(({ file, start }) => [file, exact.zero + BigInt(start)]));
    const off = byWall.processes.map(({ file, start, sync }) => ({
      by: Math.abs(Number(begin.get(file)! - walls.zero) - start),
      bound: sync.error,
    }));
    console.log(
      `${release.name}: by the wall clock off by ${Math.max(...off.map(({ by }) => by))} ns at most`,
    );
    for (const { by, bound } of off) expect(by).toBeLessThanOrEqual(bound);
  },
);
