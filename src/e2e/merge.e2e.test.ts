import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { decodePackets, picture } from "../export/perfetto/proto.testing.ts";
import type { JsonMerge } from "../report/merge/json.ts";
import { tracedBuild } from "./export.testing.ts";
import { e2eHost, releases } from "./shared.testing.ts";

/** A build, the go command itself, its actions, and a run of what it built that traces itself: all in one file. */
const scratch = mkdtempSync(join(tmpdir(), "traceinject-merge-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const build = tracedBuild(scratch);
const newest = (await releases()).at(-1)!;

const program = `package main

import (
	"context"
	"os"
	"runtime/trace"

	"example.com/export/lib"
)

func main() {
	file, _ := os.Create(os.Args[1][len("-trace="):])
	defer file.Close()
	trace.Start(file)
	defer trace.Stop()
	ctx, task := trace.NewTask(context.Background(), "sorting")
	defer task.End()
	trace.WithRegion(ctx, "once", func() { lib.Sort([]int{3, 1, 2}) })
}
`;

let merged: JsonMerge;

beforeAll(async () => {
  await build.make();
  mkdirSync(join(scratch, "traced"));
  writeFileSync(join(scratch, "traced/main.go"), program);
  const run = ["run", "-debug-trace=go.json", "./traced", "-trace=program.trace"];
  build.traceinject("--goroot", newest.goroot, "go", ...run);
  merged = JSON.parse(build.traceinject("merge", "--json", "-o", "all.trace"));
});

/** What Go's own reader makes of an execution trace, a line each. */
async function readByGo(name: string): Promise<string[]> {
  const host = e2eHost({ GOTOOLCHAIN: "local", GOENV: "off" });
  const command = { file: join(newest.goroot, "bin/go"), args: ["tool", "trace", "-d=parsed", name] };
  const result = await host.run({ ...command, cwd: scratch });
  expect(result).toMatchObject({ exitCode: 0, stderr: "" });
  return result.stdout.split("\n");
}

const timeOf = (lines: readonly string[], event: RegExp): number =>
  Number(/ Time=(\d+) /.exec(lines.find((line) => event.test(line))!)![1]);

test("each source is there, with its clock and an error bound below a tenth of a millisecond", () => {
  expect(merged.findings).toEqual([]);
  const sources = merged.sources.map(({ kind, clock, dropped }) => [kind, clock, dropped]);
  expect(sources).toEqual([
    ["span file", "exact", 0],
    ["action graph", "wall", 0],
    ["go trace", "wall", 0],
    ["runtime trace", "exact", 0],
  ]);
  for (const { error, spans } of merged.sources) {
    expect(error).toBeLessThan(100_000);
    expect(spans).toBeGreaterThan(0);
  }
});

test("go tool trace shows go, its compiles and its program on one axis, in the order in which they ran", async () => {
  const lines = await readByGo("all.trace");
  const begins = ["go command", "compile example.com/export/traced", "link ", "program program.trace"].map(
    (name) => timeOf(lines, new RegExp(` TaskBegin .* Type="${name}`)),
  );
  expect(begins).toEqual([...begins].sort((a, b) => a - b));
  const region = timeOf(lines, / RegionBegin .* Type="once"/);
  const itself = await readByGo("program.trace");
  const own = timeOf(itself, / RegionBegin .* Type="once"/);
  expect(Math.abs(region - own)).toBeLessThan(64); // the tick of such traces
});

test("Perfetto's messages hold the same processes", () => {
  build.traceinject("merge", "--format", "pftrace", "-o", "all.pftrace");
  const { tracks } = picture(decodePackets(readFileSync(join(scratch, "all.pftrace"))));
  for (const name of ["go command / main", "go actions / slot 1", "program program.trace / goroutines 1"])
    expect(tracks.map((track) => track.replaceAll(/ \(\d+\)/g, ""))).toContain(name);
});

test("the build can be written into the program's own trace", async () => {
  build.traceinject("merge", "--into", "program.trace", "-o", "into.trace");
  const lines = await readByGo("into.trace");
  const compile = timeOf(lines, / TaskBegin .* Type="compile example.com\/export\/traced/);
  expect(compile).toBeLessThan(timeOf(lines, / RegionBegin .* Type="once"/));
});
