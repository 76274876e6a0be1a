import { expect, it } from "vitest";
import * as build from "../../trace/decode/span-builder.testing.ts";
import { collect, sessionOf } from "../session.testing.ts";
import { exportGoTrace } from "./gotrace.ts";
import { type ReadTrace, readTrace } from "./read.testing.ts";

const { anchor, begin, end, exit, header, records, span, spanFile, work } = build;

/** A file of which a tick is a unit of time; `at` is the tick at which its process begins. */
const tick = 64;
const process = (at: number, name: string, ...chunks: readonly number[][]): Uint8Array =>
  spanFile(header({ package: name, anchor: anchor(at * tick) }), ...chunks);

async function traceOf(
  files: Readonly<Record<string, Uint8Array>>,
  level: "package" | "phase" | "function" | "pass" = "pass",
): Promise<ReadTrace> {
  return readTrace(await collect(exportGoTrace(sessionOf(files), { level })));
}

it("makes a process a task, a lane a goroutine on a P of its own, and spans regions", async () => {
  const lib = process(
    100,
    "lib",
    records(0, 100 * tick, begin("package", "lib", 0), begin("phase", "be:compile", tick)),
    records(
      1,
      102 * tick,
      ...[begin("function", "lib.F", 0), span("pass", "opt", tick, 2 * tick), end(tick)],
    ),
    records(0, 108 * tick, work("walk", "lib.G", 0, tick), end(tick), end(0)),
    exit(0, 120 * tick),
  );
  const trace = await traceOf({ "lib.span": lib });
  expect(trace.events).toEqual([
    "M 0 @100 ProcStatus 0 2",
    "M 0 @100 ProcStart 0 1",
    "M 0 @100 GoCreate 1 1 0",
    "M 0 @100 GoStart 1 1",
    'M 0 @100 UserTaskBegin 1 0 "compile lib" 0',
    'M 0 @100 UserRegionBegin 1 "package" 0',
    'M 0 @101 UserRegionBegin 1 "be:compile" 0',
    'M 0 @108 UserRegionBegin 1 "walk" 0',
    'M 0 @108 UserLog 1 "work" "lib.G" 0',
    'M 0 @109 UserRegionEnd 1 "walk" 0',
    'M 0 @110 UserRegionEnd 1 "be:compile" 0',
    'M 0 @110 UserRegionEnd 1 "package" 0',
    "M 0 @120 UserTaskEnd 1 0",
    "M 0 @120 GoDestroy",
    "M 0 @120 ProcStop",
    "M 1 @102 ProcStatus 1 2",
    "M 1 @102 ProcStart 1 1",
    expect.stringMatching(/^M 1 @102 GoCreate 2 \d+ 0$/),
    "M 1 @102 GoStart 2 1",
    'M 1 @102 UserRegionBegin 1 "function" 0',
    'M 1 @102 UserLog 1 "function" "lib.F" 0',
    'M 1 @103 UserRegionBegin 1 "opt" 0',
    'M 1 @105 UserRegionEnd 1 "opt" 0',
    'M 1 @106 UserRegionEnd 1 "function" 0',
    "M 1 @106 GoDestroy",
    "M 1 @106 ProcStop",
  ]);
  expect([...trace.stacks.values()]).toEqual(["compile lib", "compile lib worker 0"]);
  expect(trace.frequency).toBe(1e9 / tick);
});

it("gives a process that runs beside another its own P, and one that comes later the lowest free one", async () => {
  const trace = await traceOf({
    "a.span": process(10, "a", exit(0, 20 * tick)),
    "b.span": process(15, "b", exit(0, 30 * tick)),
    "c.span": process(20, "c", exit(0, 25 * tick)),
    "d.span": process(29, "d", exit(0, 35 * tick)),
  });
  const starts = trace.events.filter((event) => /ProcSt(art|atus)|TaskBegin/.test(event));
  expect(starts).toEqual([
    ...["M 0 @10 ProcStatus 0 2", "M 0 @10 ProcStart 0 1", 'M 0 @10 UserTaskBegin 1 0 "compile a" 0'],
    ...["M 1 @15 ProcStatus 1 2", "M 1 @15 ProcStart 1 1", 'M 1 @15 UserTaskBegin 2 0 "compile b" 0'],
    ...["M 0 @20 ProcStart 0 2", 'M 0 @20 UserTaskBegin 3 0 "compile c" 0'],
    ...["M 0 @29 ProcStart 0 3", 'M 0 @29 UserTaskBegin 4 0 "compile d" 0'],
  ]);
});

it("cuts names to 1024 bytes between characters, and takes what is no Unicode", async () => {
  const names = [`x${"é".repeat(4000)}`, "\u0000\n\"'<b>"];
  const trace = await traceOf({
    "lib.span": process(
      1,
      "lone \ud800",
      records(1, tick, ...names.map((name) => span("function", name, 1, 1))),
    ),
  });
  const strings = [...trace.strings.values()];
  expect(strings).toContain(`x${"é".repeat(511)}`);
  expect(strings).toContain(names[1]);
  expect(strings).toContain("compile lone \ufffd");
});

it("keeps every batch within 64 KiB and goes on where the one before ended", async () => {
  const passes = Array.from({ length: 8000 }, (_, i) => span("pass", `p${i % 7}`, tick, 100_000 * tick));
  const functions = Array.from({ length: 200 }, (_, i) => span("function", `${i}${"f".repeat(900)}`, 0, 0));
  const trace = await traceOf({
    "lib.span": process(1, "lib", records(1, tick, ...passes), records(2, tick, ...functions)),
  });
  expect(trace.batches.filter((size) => size > 30_000).length).toBeGreaterThan(2);
  expect(Math.max(...trace.batches)).toBeLessThanOrEqual(64 * 1024);
  const ends = trace.events.filter((event) => /RegionEnd 1 "p\d"/.test(event));
  expect(ends).toHaveLength(8000);
  expect(ends.at(-1)).toContain(`@${1 + 8000 * 100_001} `);
});

it("puts times that no clock has where readers can count", async () => {
  const far = { mono0: "-5", wall: "9223372036854775807", mono1: "-5" };
  const trace = await traceOf({
    "a.span": spanFile(header({ anchor: far, bootId: "other" }), records(0, 0, span("phase", "x", 5, 5))),
    "b.span": process(1, "b", exit(0, 2 * tick)),
    "c.span": process(1, "c", exit(0, 2 * tick)),
  });
  const times = trace.events.map((event) => Number(/@(\d+)/.exec(event)![1]));
  expect(Math.max(...times)).toBeLessThan(2 ** 57);
  expect(times.some((time) => time > 2 ** 53)).toBe(true);
});
