import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Figures, figuresOf } from "../trace/analysis/figures.ts";
import { duration, kind } from "../trace/analysis/lineage.ts";
import { eventsOf } from "../trace/analysis/recorded-events.ts";
import { addByName, type NamedSum } from "../trace/analysis/sums.ts";
import type { SpanFile } from "../trace/event.ts";
import { levels } from "../trace/event-type.ts";
import { checkEvents } from "../trace/order.ts";
import { type Compiled, type Compiler, compilerFor } from "./compile.testing.ts";
import { instrumented, releases } from "./shared.testing.ts";

/** Levels, filters and thresholds leave spans out and lose nothing: the same compile, recorded in several ways. */
const name = "encoding/json";
const scratch = mkdtempSync(join(tmpdir(), "traceinject-levels-"));
let compiler: Compiler;

beforeAll(async () => {
  const all = await releases();
  const toolchain = await instrumented(all.find((release) => release.name === "go1.26.8") ?? all.at(-1)!);
  compiler = await compilerFor(toolchain, [name], scratch);
});
afterAll(() => rmSync(scratch, { recursive: true }));

/** At level `pass`, with the compiler's own times of one pass printed. */
const pass = "regalloc";
const compile = (settings: Readonly<Record<string, string>>): Promise<Compiled> =>
  compiler.compile(name, { TRACEINJECT_LEVEL: "pass", ...settings }, `-d=ssa/${pass}/time=1`);

test("each level records all that the level below it does", async () => {
  const recorded = [];
  for (const level of levels) recorded.push(inventory((await compile({ TRACEINJECT_LEVEL: level })).trace));
  for (const [i, more] of recorded.slice(1).entries()) {
    const less = recorded[i]!;
    expect([levels[i], less.filter((one) => !more.includes(one))]).toEqual([levels[i], []]);
    expect(more.length).toBeGreaterThan(less.length);
  }
});

/** Every kind, name and number of its spans and events, without those that another run may have more or less of. */
function inventory({ spans, names, kinds, events }: SpanFile): string[] {
  const counts = new Map<string, number>();
  const count = (what: string): unknown => counts.set(what, (counts.get(what) ?? 0) + 1);
  for (const [row, of] of spans.kind.entries()) count(`${kinds[of]} ${names[spans.name[row]!]}`);
  for (const { event } of events) count(event);
  return [...counts].map(([what, times]) => `${times} × ${what}`);
}

test("nothing is summed where nothing is left out", async () => {
  const { trace } = await compile({});
  expect(eventsOf(trace.events, "Total")).toEqual([]);
});

test.each([
  { TRACEINJECT_MIN: "pass=50us" },
  { TRACEINJECT_MIN: "function=5ms" },
  { TRACEINJECT_FUNCTIONS: "encoding/json.(*Decoder)*,!*.Decode" },
  { TRACEINJECT_FUNCTIONS: "encoding/json.*", TRACEINJECT_MIN: "function=1ms,pass=20us" },
])("the totals of functions and passes are exact with %j", async (settings) => {
  const [all, some] = [await compile({}), await compile(settings)];
  const [whole, part] = [figuresOf(all.trace), figuresOf(some.trace)];
  expect([...some.trace.findings, ...checkEvents(some.trace)]).toEqual([]);
  expect(some.trace.spans.name.length).toBeLessThan(0.7 * all.trace.spans.name.length);
  expect(counts(part)).toEqual(counts(whole));
  const times = [...some.output.matchAll(/\tTIME\(ns\)\t(\d+)\t/g)].map((match) => Number(match[1]));
  const row = addByName(part.passes).find((one) => one.name === pass);
  expect(row?.time).toBe(times.reduce((sum, time) => sum + time, 0));
  expect(part.total.functionTime).toBeGreaterThan(0.95 * sumOf(part.steps));
});

/** How many there are of each name, recorded or not. */
function counts({ total, passes, steps, works }: Figures): object {
  const of = (sums: readonly NamedSum[]) =>
    addByName(sums)
      .map(({ name, count }) => `${name} ${count}`)
      .sort();
  const { functions, textBytes, valuesBefore, valuesAfter } = total;
  return {
    functions,
    textBytes,
    valuesBefore,
    valuesAfter,
    passes: of(passes),
    steps: of(steps),
    works: of(works.byWork),
  };
}

const sumOf = (sums: readonly NamedSum[]): number => sums.reduce((sum, { time }) => sum + time, 0);

test("a filter records the functions that match, a threshold those that took as long", async () => {
  const filtered = await compile({ TRACEINJECT_FUNCTIONS: "encoding/json.(*Decoder)*,!*.Decode" });
  const named = functionsOf(filtered.trace).map(([symbol]) => symbol);
  expect(named).toContain("encoding/json.(*Decoder).Token");
  expect(
    named.filter((symbol) => !/^encoding\/json\.\(\*Decoder\)/.test(symbol) || /\.Decode$/.test(symbol)),
  ).toEqual([]);
  const long = functionsOf((await compile({ TRACEINJECT_MIN: "function=1ms" })).trace);
  expect(long.length).toBeGreaterThan(0);
  expect(long.filter(([, time]) => time < 1e6)).toEqual([]);
});

function functionsOf({ spans, names }: SpanFile): [symbol: string, time: number][] {
  return [...spans.kind.entries()].flatMap(([row, of]) =>
    of === kind.function ? [[names[spans.name[row]!]!, duration(spans, row)]] : [],
  );
}

test("a package that a filter excludes is recorded at level package", async () => {
  const { trace } = await compile({ TRACEINJECT_PACKAGES: "*,!encoding/*" });
  expect(trace.header?.level).toBe("package");
  expect(inventory(trace)).toEqual(inventory((await compile({ TRACEINJECT_LEVEL: "package" })).trace));
});
