import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { type Figures, figuresOf } from "../trace/analysis/figures.ts";
import { duration, kind } from "../trace/analysis/lineage.ts";
import { eventsOf, fieldsOf } from "../trace/analysis/recorded-events.ts";
import type { SpanFile } from "../trace/event.ts";
import { levels } from "../trace/event-type.ts";
import { checkEvents } from "../trace/order.ts";
import { type Compiled, type Compiler, compilerFor } from "./compile.testing.ts";
import { builtReleases, e2eHost, instrumented, type Release } from "./shared.testing.ts";

/** What a trace says against what the compiler and Go's own tools say of the very same run. */
const packages = ["encoding/json", "text/template/parse"];
const scratch = mkdtempSync(join(tmpdir(), "traceinject-agreement-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const built = await builtReleases();
/** What all levels and packages are tried on; on the others, the deepest level and the first package. */
const newest = built.at(-1)!;
const compilers = new Map<string, Promise<Compiler>>();

async function newCompiler(release: Release): Promise<Compiler> {
  const dir = join(scratch, release.name);
  mkdirSync(dir);
  return compilerFor(await instrumented(release), packages, dir);
}

async function compileAt(
  release: Release,
  level: string,
  name: string,
  ...flags: string[]
): Promise<Compiled> {
  const compiler = compilers.get(release.name) ?? newCompiler(release);
  compilers.set(release.name, compiler);
  return (await compiler).compile(name, { TRACEINJECT_LEVEL: level }, ...flags);
}

/** A release, a level and a package each, with the release's name for the title. */
const cases = built.flatMap((release) =>
  (release === newest ? levels : (["pass"] as const)).flatMap((level) =>
    packages
      .slice(0, release === newest ? undefined : 1)
      .map((name) => [release.name, level, name, release] as const),
  ),
);

test.each(cases)(
  "%s at level %s: the compile of %s is in order, and has no time outside named phases",
  async (_name, level, name, release) => {
    const { trace } = await compileAt(release, level, name);
    expect([...trace.findings, ...checkEvents(trace)]).toEqual([]);
    const { total } = figuresOf(trace);
    expect(total.orphans).toBe(0);
    expect(total.detailed).toBe(level === "package" ? 0 : total.wall);
    expect(total.named).toBeGreaterThanOrEqual(0.98 * total.detailed);
  },
);

const phased = cases.filter(([, level, name]) => level !== "package" && name === packages[0]);

test.each(phased)("%s at level %s: phases of %s take what -bench says of the same run", async (...one) => {
  const [, level, name, release] = one;
  const file = join(scratch, `bench-${release.name}-${level}`);
  const { trace } = await compileAt(release, level, name, `-bench=${file}`);
  const bench = benchTimes(readFileSync(file, "utf8"));
  const ours = phaseTimes(figuresOf(trace));
  expect(bench.size).toBeGreaterThan(5);
  for (const [phase, time] of bench) {
    const allowed = Math.max(0.02 * time, 1e6);
    expect([phase, Math.abs((ours.get(phase) ?? 0) - time) <= allowed]).toEqual([phase, true]);
  }
});

/** `BenchmarkCompile:encoding/json:fe:parse  1  317426934 ns/op …`, without sums of other lines. */
function benchTimes(text: string): Map<string, number> {
  const lines = text.matchAll(/^BenchmarkCompile:[^:]+:(\S+)\s+1\s+(\d+) ns\/op/gm);
  return new Map(
    [...lines].map((line) => [line[1]!, Number(line[2])] as const).filter(([name]) => !/total$/.test(name)),
  );
}

function phaseTimes({ phases }: Figures): Map<string, number> {
  const times = new Map<string, number>();
  for (const { name, time } of phases) times.set(name, (times.get(name) ?? 0) + time);
  return times;
}

const timed = built.flatMap((release) =>
  ["regalloc", "opt", "late deadcode"].map((pass) => [release.name, pass, release] as const),
);

test.each(timed)("%s: passes called %s take what -d=ssa says of them", async (_name, pass, release) => {
  const flag = `-d=ssa/${pass.replaceAll(" ", "_")}/time=1`;
  const { trace, output } = await compileAt(release, "pass", packages[0]!, flag);
  const theirs = [...output.matchAll(/\tTIME\(ns\)\t(\d+)\t/g)].map((match) => Number(match[1]));
  expect(theirs.length).toBeGreaterThan(100);
  expect(passTimes(trace, pass)).toEqual(theirs.sort((a, b) => a - b));
});

/** Of each of the spans, sorted. */
function passTimes({ spans, names }: SpanFile, pass: string): number[] {
  const rows = Array.from(spans.kind, (_, row) => row);
  const of = rows.filter((row) => spans.kind[row] === kind.pass && names[spans.name[row]!] === pass);
  return of.map((row) => duration(spans, row)).sort((a, b) => a - b);
}

const each = built.flatMap((release) => packages.map((name) => [release.name, name, release] as const));

test.each(each)("%s: functions of %s and the size of their code are those of the object", async (...one) => {
  const [, name, release] = one;
  const { trace, object } = await compileAt(release, "function", name);
  const compiled = eventsOf(trace.events, "FunctionCompiled").map(({ fields }) => fields);
  const ours = compiled.map(({ symbol, textBytes }) => `${symbol} ${textBytes}`);
  const theirs = await functionsOf(release, object);
  expect(ours.sort()).toEqual(theirs.sort());
  expect(figuresOf(trace).functions.length).toBe(theirs.length);
  expect(fieldsOf(trace.events, "CodeGenComplete")).toEqual({
    functions: theirs.length,
    textBytes: compiled.reduce((sum, { textBytes }) => sum + textBytes, 0),
    objectBytes: readFileSync(object).length,
  });
});

/** Symbols in the text of an object, with their sizes, by `go tool nm`: `  178c32        210 T encoding/json.Valid`. */
async function functionsOf({ goroot }: Release, object: string): Promise<string[]> {
  const nm = { file: join(goroot, "bin/go"), args: ["tool", "nm", "-size", object] };
  const { stdout } = await e2eHost().run({ ...nm, env: { ...e2eHost().env, GOTOOLCHAIN: "local" } });
  return [...stdout.matchAll(/^\s*[0-9a-f]+\s+(\d+) [Tt] (.*)$/gm)].map((line) => `${line[2]} ${line[1]}`);
}
