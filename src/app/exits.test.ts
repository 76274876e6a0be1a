import { join } from "node:path";
import { expect, it } from "vitest";
import { silentProgress } from "../base/progress.ts";
import type { Command, RunResult } from "../host/host.ts";
import { MemoryHost } from "../host/memory.ts";
import { exit, header, spanFile } from "../trace/decode/span-builder.testing.ts";
import { trace } from "../trace/runtime/trace-bytes.testing.ts";
import { type WayOut, waysOut } from "./exits/ways.ts";
import { tryExits } from "./exits.ts";

/** Texts that a compiler says on ways whose pattern is not its own example. */
const said: Readonly<Record<string, string>> = {
  success: "",
  "success with four workers": "",
  "-V=full": "compile version go1.26.8",
  "-V": "compile version go1.26.8",
  "no arguments": "usage: compile [options] file.go...",
  "missing source": "none.go: no such file or directory",
};

const words = (way: WayOut): string => said[way.name] ?? way.says.source.replaceAll("\\", "");

/** The way that a command takes; the environment tells some of one command line apart. */
const wayOf = ({ args, env = {} }: Command): WayOut =>
  waysOut.find(
    (way) =>
      JSON.stringify(way.args) === JSON.stringify(args) &&
      Object.entries(way.env ?? {}).every(([name, value]) => env[name] === value) &&
      (way.env !== undefined || (env.GOARCH === undefined && env.GOSSAFUNC === undefined)),
  )!;

type Compiler = (way: WayOut, command: Command, host: MemoryHost) => Partial<RunResult>;

const good: Compiler = (way) => ({ exitCode: way.exitCode, stderr: words(way) });

/** What an instrumented compiler does that is fine: the same, and a trace with that exit code. */
const traced: Compiler = (way, command, host) => {
  const dir = command.env?.TRACEINJECT_DIR;
  if (dir !== undefined && way.traced !== undefined) leaveTrace(host, dir, way.traced);
  return good(way, command, host);
};

function leaveTrace(host: MemoryHost, dir: string, code: number): void {
  host.put(join(dir, "compile-1.span"), spanFile(header(), exit(code, 2000)));
  host.put(join(dir, "compile-1.trace"), trace(26));
}

function trial(instrumented: Compiler, stock: Compiler = good, traces = true) {
  const answer = (command: Command, host: MemoryHost) =>
    (command.file.startsWith("/stock/") ? stock : instrumented)(wayOf(command), command, host);
  const job = { base: { dir: "/stock" }, goroot: "/instrumented", traces, scratch: "/scratch" };
  return tryExits(new MemoryHost({}, { answer }), job, silentProgress);
}

const only = (name: string, other: Compiler, rest: Compiler): Compiler => {
  return (way, command, host) => (way.name === name ? other : rest)(way, command, host);
};

it("takes every way out and finds nothing where both compilers end alike and traces are whole", async () => {
  expect(await trial(traced)).toEqual({ tried: waysOut.length, findings: [] });
});

it("wants no trace of a patch set that records none", async () => {
  expect((await trial(good, good, false)).findings).toEqual([]);
  expect((await trial(traced, good, false)).findings.map(({ message }) => message)).toContain(
    "it left 2 files of a trace",
  );
});

it.each<[string, Compiler, string]>([
  ["no trace at all", good, "it left no trace"],
  [
    "another exit code in the trace",
    (way, command, host) => {
      leaveTrace(host, command.env?.TRACEINJECT_DIR ?? "", 0);
      return good(way, command, host);
    },
    "its span file says exit code 0, not 2",
  ],
  [
    "a trace that was never stopped",
    (way, command, host) => {
      const dir = command.env?.TRACEINJECT_DIR ?? "";
      leaveTrace(host, dir, 2);
      host.put(join(dir, "compile-1.span"), spanFile(header()));
      return good(way, command, host);
    },
    "its span file has no-exit",
  ],
  [
    "other words than the stock compiler's",
    (way, command, host) => ({ ...traced(way, command, host), stderr: "cannot use tracing\n" }),
    'it has another stderr than the stock compiler: exit code 2, "cannot use tracing"',
  ],
])("finds %s", async (_what, broken, message) => {
  const { findings } = await trial(only("compile error", broken, traced));
  expect(findings).toEqual([{ check: "exit-path", subject: "compile error", message }]);
});

it("says so where a release does not end as a way says any more: then nothing was tried", async () => {
  const renamed: Compiler = (way) => ({ exitCode: way.exitCode, stderr: "invalid language version\n" });
  const { findings } = await trial(traced, only("log.Fatal", renamed, good));
  expect(findings).toEqual([
    {
      check: "exit-path",
      subject: "log.Fatal",
      message: 'the stock compiler does not end so any more: exit code 1, "invalid language version"',
    },
  ]);
});

it("takes a crash again that ended otherwise, and compares it without addresses", async () => {
  let runs = 0;
  const racing: Compiler = (way, command, host) => {
    const crash = {
      exitCode: 2,
      stderr: `panic: -h\ngoroutine ${++runs} [running]\n\t/a/src/x.go +0x${runs}\n`,
    };
    if (runs % 3 !== 0) return { exitCode: 0 };
    return command.env?.TRACEINJECT_DIR ? { ...traced(way, command, host), ...crash } : crash;
  };
  const name = "panic again for -h in the back end";
  expect((await trial(only(name, racing, traced), only(name, racing, good))).findings).toEqual([]);
});
