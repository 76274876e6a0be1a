import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, expect, describe as forEach, test } from "vitest";
import { RuntimeTraceReader, readRuntimeTrace } from "../trace/runtime/runtime-trace.ts";
import type { RuntimeTraceFile } from "../trace/runtime/trace-file.ts";
import { type GoEvent, TracingGo, tracingReleases } from "./runtime-trace.testing.ts";

/** Our reader of execution traces beside Go's own, event by event. */
const scratch = mkdtempSync(join(tmpdir(), "traceinject-runtime-trace-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** What both readers say of one thing, and when; `at` is in nanoseconds on the reader's own axis. */
interface Said {
  readonly what: string;
  readonly at: readonly number[];
  /** Which of these times may be later than in the file. */
  readonly moved?: readonly boolean[];
}

function ours({ names, goroutines, tasks, regions, logs, clock }: RuntimeTraceFile): Said[] {
  const nanoseconds = (time: number): number =>
    clock.kind === "monotonic" ? Number(clock.zero) + time : (time * 1e9) / clock.frequency!;
  const goroutine = (row: number): number => goroutines.id[row]!;
  const task = (row: number): number => (row < 0 ? 0 : tasks.id[row]!);
  const name = (index: number): string => JSON.stringify(names[index]);
  const said: Said[] = [];
  const say = (what: string, ...times: readonly number[]): unknown =>
    said.push({ what, at: times.map(nanoseconds) });
  for (const [row, id] of goroutines.id.entries()) {
    if (goroutines.begun[row])
      say(`created ${id} ${name(goroutines.function[row]!)}`, goroutines.start[row]!);
    if (goroutines.ended[row]) say(`ended ${id}`, goroutines.end[row]!);
  }
  for (const [row, id] of tasks.id.entries()) {
    const begin = `task ${id} of ${task(tasks.parent[row]!)} on ${goroutine(tasks.goroutine[row]!)}`;
    if (tasks.begun[row]) say(`${begin} ${name(tasks.name[row]!)}`, tasks.start[row]!);
    if (tasks.ended[row]) say(`task ${id} ends`, tasks.end[row]!);
  }
  for (const [row, start] of regions.start.entries()) {
    const what = `region on ${goroutine(regions.goroutine[row]!)} of ${task(regions.task[row]!)} ${name(regions.name[row]!)}`;
    if (regions.open[row]) say(`open ${what}`, start);
    else say(what, start, regions.end[row]!);
  }
  for (const [row, time] of logs.time.entries())
    say(
      `log on ${goroutine(logs.goroutine[row]!)} of ${task(logs.task[row]!)} ${name(logs.category[row]!)} ${name(logs.message[row]!)}`,
      time,
    );
  return inOrder(said);
}

/** Pairs regions, and counts the ends that have no begin. */
function gos(events: readonly GoEvent[]): { said: Said[]; unpaired: number } {
  const said: Said[] = [];
  const open = new Map<number, GoEvent[]>();
  let unpaired = 0;
  for (const event of events) {
    if (event.Kind === "region-begin") open.set(event.G, [...(open.get(event.G) ?? []), event]);
    else if (event.Kind !== "region-end") said.push(toldBy(event.Kind, event));
    else {
      const begin = open.get(event.G)?.pop();
      if (begin) said.push(toldBy("region", begin, event));
      else unpaired++;
    }
  }
  said.push(...[...open.values()].flat().map((begin) => toldBy("open region", begin)));
  return { said: inOrder(said), unpaired };
}

function toldBy(kind: string, event: GoEvent, end?: GoEvent): Said {
  const { G, Task, Parent, Name, Extra } = event;
  const [name, extra] = [Name, Extra].map((text) => JSON.stringify(text));
  const what: Readonly<Record<string, string>> = {
    created: `created ${G} ${name}`,
    ended: `ended ${G}`,
    "task-begin": `task ${Task} of ${Parent} on ${G} ${name}`,
    "task-end": `task ${Task} ends`,
    log: `log on ${G} of ${Task} ${name} ${extra}`,
  };
  const all = end ? [event, end] : [event];
  return {
    what: what[kind] ?? `${kind} on ${G} of ${Task} ${name}`,
    at: all.map(({ Time }) => Time),
    moved: all.map(({ Moved }) => Moved),
  };
}

/** What is said alike stands in the order of time. */
function inOrder(said: Said[]): Said[] {
  return said.sort((a, b) => (a.what < b.what ? -1 : a.what > b.what ? 1 : a.at[0]! - b.at[0]!));
}

forEach.each(await tracingReleases())("$name", (release) => {
  const dir = join(scratch, release.name);
  const go = new TracingGo(release, dir);
  const since22 = release.version.minor >= 22;
  let bytes: Uint8Array;
  let trace: RuntimeTraceFile;

  /** Equal where Go's reader has not moved it; before go1.22 it cuts off fractions of a nanosecond. */
  function isSameTime(own: number, go: number, moved: boolean): boolean {
    return since22 ? own === go || (moved && own < go) : Math.abs(own - go) <= 1;
  }

  beforeAll(async () => {
    mkdirSync(dir);
    bytes = readFileSync(await go.programTrace(1000));
    trace = readRuntimeTrace(bytes);
  });

  /** Everything, and most of it at the very same time. */
  function agree(own: readonly Said[], wanted: readonly Said[]): void {
    expect(own.map(({ what }) => what)).toEqual(wanted.map(({ what }) => what));
    const differing = own.filter(({ at }, i) => {
      const { at: times, moved } = wanted[i]!;
      return !at.every((time, k) => isSameTime(time, times[k]!, moved![k]!));
    });
    expect(differing).toEqual([]);
    const exact = wanted.flatMap(({ moved }) => moved!).filter((moved) => !moved);
    expect(exact.length).toBeGreaterThan(wanted.length / 2);
  }

  test("says the same as Go's reader of every annotation and goroutine of a program", async () => {
    const { said, unpaired } = gos(await go.read(join(dir, "program.trace")));
    agree(ours(trace), said);
    expect(said.filter(({ what }) => what.startsWith("region")).length).toBeGreaterThan(7000);
    expect(trace.generations).toBeGreaterThan(since22 ? 2 : 0);
    expect([unpaired, trace.findings]).toEqual([
      1,
      [{ kind: "region-end-without-begin", at: expect.any(Number) as number, count: 1 }],
    ]);
  });

  test("says the same as Go's reader of the compiler's own trace", async () => {
    const file = await go.compileTrace();
    const compile = readRuntimeTrace(readFileSync(file));
    const { said } = gos(await go.read(file));
    expect(said.length).toBeGreaterThan(10);
    agree(ours(compile), said);
    expect(compile.findings).toEqual([]);
  });

  test("reads the same in chunks of any size", () => {
    const reader = new RuntimeTraceReader();
    for (let [at, size] = [0, 1]; at < bytes.length; at += size, size = (size * 7) % 65_537)
      reader.push(bytes.subarray(at, at + size));
    expect(isDeepStrictEqual(reader.finish(), trace)).toBe(true);
  });

  /** Before go1.22 the Ps' records stand in the file as they were full, so that any may be missing in between. */
  function isPart(times: readonly number[], whole: readonly number[]): boolean {
    const kept = since22 ? whole.slice(0, times.length) : whole.filter((time) => times.includes(time));
    return isDeepStrictEqual(times, kept);
  }

  test("reads what is complete of a file that is cut off", () => {
    const all = beginnings(trace);
    const cuts = [5, 20, 40, 60, 80, 95, 99];
    const torn = cuts.map((percent) => {
      const cut = readRuntimeTrace(bytes.subarray(0, Math.floor((bytes.length * percent) / 100)));
      const isNamed = ([what]: readonly [string, unknown]): boolean => !/"#\d+"/.test(what);
      const told = [...beginnings(cut)];
      const invented = told.filter(isNamed).filter(([what, times]) => !isPart(times, all.get(what) ?? []));
      expect(invented, `${percent} %`).toEqual([]);
      // Before go1.22 a name may stand among the records of another P.
      const isReported = cut.findings.some(({ kind }) => kind === "undefined-trace-string");
      expect(isReported || told.every(isNamed)).toBe(true);
      expect(since22 && isReported).toBe(false);
      return cut.truncated;
    });
    expect(torn).toContain(true); // a cut may fall between two batches
  });
});

/**
 * The times at which what is said alike began. Ends may be lost, and names of goroutines; times are in the trace's own
 * unit, since the clock's rate may be lost, too.
 */
function beginnings(trace: RuntimeTraceFile): Map<string, number[]> {
  const { zero } = trace.clock;
  const grouped = new Map<string, number[]>();
  for (const { what, at } of ours({ ...trace, clock: { kind: "monotonic", zero } })) {
    const begun = what.replace(/^open |(?<=^created \d+) .*/g, "");
    const times = grouped.get(begun);
    if (times) times.push(at[0]!);
    else grouped.set(begun, [at[0]!]);
  }
  for (const times of grouped.values()) times.sort((a, b) => a - b);
  return grouped;
}
