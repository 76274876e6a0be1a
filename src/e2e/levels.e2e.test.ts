import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sha256 } from "../base/fingerprint.ts";
import { type Figures, figuresOf } from "../trace/analysis/figures.ts";
import { duration, kind } from "../trace/analysis/lineage.ts";
import { eventsOf } from "../trace/analysis/recorded-events.ts";
import { addByName, type NamedSum } from "../trace/analysis/sums.ts";
import type { SpanFile } from "../trace/event.ts";
import { levels } from "../trace/event-type.ts";
import { checkEvents } from "../trace/order.ts";
import { type Compiled, type Compiler, compilerFor } from "./compile.testing.ts";
import { builtReleases, instrumented, type Release } from "./shared.testing.ts";

/** Levels, filters and thresholds leave spans out and lose nothing: the same compile, recorded in several ways. */
const name = "encoding/json";
const built = await builtReleases();
const scratch = mkdtempSync(join(tmpdir(), "traceinject-levels-"));
const compilers = new Map<Release, Compiler>();

beforeAll(async () => {
  for (const release of built) {
    const dir = mkdtempSync(join(scratch, `${release.name}-`));
    compilers.set(release, await compilerFor(await instrumented(release), [name], dir));
  }
});
afterAll(() => rmSync(scratch, { recursive: true }));

/** At level `pass`, with the compiler's own times of one pass printed. */
const pass = "regalloc";
const compile = (release: Release, settings: Readonly<Record<string, string>>): Promise<Compiled> =>
  compilers.get(release)!.compile(name, { TRACEINJECT_LEVEL: "pass", ...settings }, `-d=ssa/${pass}/time=1`);

/** Every kind, name and number of its spans and events, without those that another run may have more or less of. */
function inventory({ spans, names, kinds, events }: SpanFile): string[] {
  const counts = new Map<string, number>();
  const count = (what: string): unknown => counts.set(what, (counts.get(what) ?? 0) + 1);
  for (const [row, of] of spans.kind.entries()) count(`${kinds[of]} ${names[spans.name[row]!]}`);
  for (const { event } of events) count(event);
  return [...counts].map(([what, times]) => `${times} × ${what}`);
}

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

function functionsOf({ spans, names }: SpanFile): [symbol: string, time: number][] {
  return [...spans.kind.entries()].flatMap(([row, of]) =>
    of === kind.function ? [[names[spans.name[row]!]!, duration(spans, row)]] : [],
  );
}

for (const release of built) {
  test(`${release.name}: each level records all that the level below it does`, async () => {
    const compiled = [];
    for (const level of levels) compiled.push(await compile(release, { TRACEINJECT_LEVEL: level }));
    const recorded = compiled.map(({ trace }) => inventory(trace));
    for (const [i, more] of recorded.slice(1).entries()) {
      const less = recorded[i]!;
      expect([levels[i], less.filter((one) => !more.includes(one))]).toEqual([levels[i], []]);
      expect(more.length).toBeGreaterThan(less.length);
    }
  });

  test(`${release.name}: the object is the same at each level`, async () => {
    const objects: string[] = [];
    for (const level of levels)
      objects.push(sha256(readFileSync((await compile(release, { TRACEINJECT_LEVEL: level })).object)));
    expect(objects).toEqual(levels.map(() => objects[0]));
  });

  test(`${release.name}: nothing is summed where nothing is left out`, async () => {
    const { trace } = await compile(release, {});
    expect(eventsOf(trace.events, "Total")).toEqual([]);
  });

  test.each([
    { TRACEINJECT_MIN: "pass=50us" },
    { TRACEINJECT_MIN: "function=5ms" },
    { TRACEINJECT_FUNCTIONS: "encoding/json.(*Decoder)*,!*.Decode" },
    { TRACEINJECT_FUNCTIONS: "encoding/json.*", TRACEINJECT_MIN: "function=1ms,pass=20us" },
  ])(`${release.name}: the totals of functions and passes are exact with %j`, async (settings) => {
    const [all, some] = [await compile(release, {}), await compile(release, settings)];
    const [whole, part] = [figuresOf(all.trace), figuresOf(some.trace)];
    expect([...some.trace.findings, ...checkEvents(some.trace)]).toEqual([]);
    expect(some.trace.spans.name.length).toBeLessThan(0.7 * all.trace.spans.name.length);
    expect(counts(part)).toEqual(counts(whole));
    const times = [...some.output.matchAll(/\tTIME\(ns\)\t(\d+)\t/g)].map((match) => Number(match[1]));
    const row = addByName(part.passes).find((one) => one.name === pass);
    expect(row?.time).toBe(times.reduce((sum, time) => sum + time, 0));
    expect(part.total.functionTime).toBeGreaterThan(0.95 * sumOf(part.steps));
  });

  test(`${release.name}: a filter records the functions that match, a threshold those that took as long`, async () => {
    const filtered = await compile(release, { TRACEINJECT_FUNCTIONS: "encoding/json.(*Decoder)*,!*.Decode" });
    const named = functionsOf(filtered.trace).map(([symbol]) => symbol);
    expect(named).toContain("encoding/json.(*Decoder).Token");
    expect(
      named.filter((symbol) => !/^encoding\/json\.\(\*Decoder\)/.test(symbol) || /\.Decode$/.test(symbol)),
    ).toEqual([]);
    const long = functionsOf((await compile(release, { TRACEINJECT_MIN: "function=1ms" })).trace);
    expect(long.length).toBeGreaterThan(0);
    expect(long.filter(([, time]) => time < 1e6)).toEqual([]);
  });

  test(`${release.name}: a package that a filter excludes is recorded at level package`, async () => {
    const { trace } = await compile(release, { TRACEINJECT_PACKAGES: "*,!encoding/*" });
    expect(trace.header?.level).toBe("package");
    expect(inventory(trace)).toEqual(
      inventory((await compile(release, { TRACEINJECT_LEVEL: "package" })).trace),
    );
  });
}
