import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunResult } from "../host/host.ts";
import type { Toolchain } from "../toolchain/toolchain.ts";
import type { SpanFile } from "../trace/event.ts";
import { readSpanFile } from "../trace/read.ts";
import { builtReleases, e2eHost, instrumented, type Release } from "./shared.testing.ts";

/** The linker, the assembler and cgo under tracing, in builds of a program that needs all of them. */
const scratch = mkdtempSync(join(tmpdir(), "traceinject-tools-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const host = e2eHost();
const hasCompiler = (await host.run({ file: "cc", args: ["--version"] })).exitCode === 0;
const noCompiler = hasCompiler ? "" : " (skipped: cgo needs a C compiler, and there is no cc on PATH)";
const canRun = hasCompiler && host.goarch === "amd64"; // the program has assembly for that only
const [release] = (await builtReleases()).slice(-1) as [Release];

const sources: Readonly<Record<string, string>> = {
  "go.mod": "module example.com/tools\n\ngo 1.19\n",
  "main.go": `package main

// int twice(int x) { return 2 * x; }
import "C"

import "example.com/tools/three"

func main() { println(C.twice(C.int(three.Three()))) }
`,
  "three/three.go": "package three\n\nfunc Three() int\n",
  "three/three.s": "TEXT ·Three(SB), 4, $0-8\n\tMOVQ $3, ret+0(FP)\n\tRET\n",
  "nosymbol/main.go":
    'package main\n\nimport _ "unsafe"\n\n//go:linkname gone example.com/tools.gone\nfunc gone()\n\nfunc main() { gone() }\n',
  "nosymbol/empty.s": "",
  "badasm/bad.go": "package badasm\n\nfunc F()\n",
  "badasm/bad.s": "TEXT ·F(SB), 4, $0\n\tNOSUCH R1, R2\n\tRET\n",
  "badcgo/bad.go": 'package badcgo\n\nimport "C"\n\nvar x C.nosuchtype\n',
};

let toolchain: Toolchain;
beforeAll(async () => {
  toolchain = await instrumented(release);
  for (const [path, text] of Object.entries(sources)) {
    mkdirSync(join(scratch, path, ".."), { recursive: true });
    writeFileSync(join(scratch, path), text);
  }
}, 1_200_000);

interface Built extends RunResult {
  readonly traces: readonly SpanFile[];
}

/** Runs `go build` with an empty folder for traces; `goroot` says by which Go. */
async function build(goroot: string, name: string, traced: boolean, ...args: string[]): Promise<Built> {
  const dir = join(scratch, `traces-${name}`);
  mkdirSync(dir);
  const { TRACEINJECT_DIR: _, ...clean } = host.env;
  const env = {
    ...clean,
    GOCACHE: join(scratch, traced ? "gocache-traced" : "gocache"),
    GOENV: "off",
    GOFLAGS: "",
    GOTOOLCHAIN: "local",
    GOROOT: undefined,
    CGO_ENABLED: "1",
    ...(traced && { TRACEINJECT_DIR: dir, TRACEINJECT_CACHE: "private" }),
  };
  const command = { file: join(goroot, "bin/go"), args: ["build", "-trimpath", ...args], env, cwd: scratch };
  const result = await host.run(command);
  const files = readdirSync(dir).filter((file) => file.endsWith(".span"));
  return { ...result, traces: files.map((file) => readSpanFile(readFileSync(join(dir, file)))) };
}

const toolOf = (trace: SpanFile): string | undefined => trace.header?.tool;

function phasesOf({ spans, kinds, names }: SpanFile): string[] {
  return [...spans.kind].flatMap((kind, row) => (kinds[kind] === "phase" ? [names[spans.name[row]!]!] : []));
}

test(`${release.name}: compiler, linker, assembler and cgo leave complete traces with phases, and stock's program${noCompiler}`, {
  skip: !canRun,
  timeout: 1_200_000,
}, async () => {
  const stock = await build(release.goroot, "stock", false, "-o", "stock", ".");
  const traced = await build(toolchain.goroot, "traced", true, "-o", "traced", ".");
  expect([stock.exitCode, stock.stderr]).toEqual([0, ""]);
  expect([traced.exitCode, traced.stdout, traced.stderr]).toEqual([0, "", ""]);
  expect(
    readFileSync(join(scratch, "traced")).equals(readFileSync(join(scratch, "stock"))),
    "the linked programs",
  ).toBe(true);
  expect([...new Set(traced.traces.map(toolOf))].sort()).toEqual(["asm", "cgo", "compile", "link"]);
  for (const trace of traced.traces) {
    expect([trace.header?.tool, trace.exit?.code, trace.findings]).toEqual([trace.header?.tool, 0, []]);
    expect(phasesOf(trace).length).toBeGreaterThan(1);
  }
  const link = traced.traces.find((trace) => toolOf(trace) === "link");
  expect(link?.header?.importPath).toBe("example.com/tools");
  expect(link && phasesOf(link)).toEqual(expect.arrayContaining(["init", "loadlib", "deadcode", "exit"]));
});

test.each([
  ["link", "nosymbol"],
  ["asm", "badasm"],
  ["cgo", "badcgo"],
])(
  `${release.name}: %s fails on ./%s as stock's does, and its trace is complete`,
  {
    skip: !canRun,
    timeout: 1_200_000,
  },
  async (tool, folder) => {
    const out = ["-o", "/dev/null", `./${folder}`];
    const stock = await build(release.goroot, `${folder}-stock`, false, ...out);
    const traced = await build(toolchain.goroot, `${folder}-traced`, true, ...out);
    const said = ({ exitCode, stdout, stderr }: Built): unknown => [exitCode, stdout, stderr];
    expect(stock.exitCode).not.toBe(0);
    expect(said(traced)).toEqual(said(stock));
    const failed = traced.traces.filter((trace) => trace.exit?.code !== 0);
    expect(failed.map((trace) => [toolOf(trace), (trace.exit?.code ?? 0) > 0, trace.findings])).toEqual([
      [tool, true, []],
    ]);
  },
);
