import { expect, it } from "vitest";
import { syncClock } from "../clock/sync.ts";
import type { Anchor } from "../event.ts";
import { drawLanes } from "../go-trace/go-trace-text.testing.ts";
import { readRuntimeTrace } from "../runtime/runtime-trace.ts";
import {
  type Bytes,
  batch,
  event,
  frequency,
  logRecord,
  record,
  stringRecord,
  strings,
  trace,
} from "../runtime/trace-bytes.testing.ts";
import { samples } from "../runtime/trace-samples.testing.ts";
import { type RuntimeTraceContext, runtimeSource } from "./runtime-source.ts";
import { inNanoseconds } from "./source-trace.ts";

const wall = 1_700_000_000_000_000_000n;

/** Both clocks read at once. */
const anchor = (mono: number): Anchor => ({
  mono0: BigInt(mono),
  wall: wall + BigInt(mono),
  mono1: BigInt(mono),
});
const session = { wall: { offset: wall, error: 0, set: false } };

const sourceOf = (bytes: Uint8Array, context: Partial<RuntimeTraceContext> = {}) =>
  runtimeSource(readRuntimeTrace(bytes), { name: "prog", ...context })!;

/** `[0..40] fitted ±2`: where its first and last time come to lie. */
function placed(bytes: Uint8Array, context: Partial<RuntimeTraceContext> = {}): string {
  const { clock, trace } = sourceOf(bytes, context);
  const sync = syncClock(clock, trace, session);
  if (!sync) return "nowhere";
  const [first, last] = [trace.first, trace.last].map(
    (time) => Number(sync.zero) + Math.round(sync.rate * time),
  );
  return `[${first}..${last}] ${sync.kind} ±${sync.error}`;
}

it.each(Object.keys(samples))(
  "shows the program, its tasks and the regions of its goroutines in a trace of %s",
  (format) => {
    const { header, trace, dropped } = sourceOf(samples[format]!);
    expect(header).toEqual({ tool: "program", package: "prog" });
    const lanes = drawLanes({ trace: inNanoseconds(trace, 1000) });
    expect(lanes.map((line) => line.replace(/ [\d.]+-[\d.]+/g, ""))).toEqual([
      "program: prog",
      "tasks 1: task", // it began before the trace, so its name is lost
      "tasks 2: a",
      expect.stringMatching(/^goroutines 1: (goroutine 1|a), a, b$/),
    ]);
    expect(dropped).toBe(1); // the end of a region that began before the trace
  },
);

it("is nothing where nothing happens", () => {
  expect(runtimeSource(readRuntimeTrace(new Uint8Array()), { name: "prog" })).toBeUndefined();
});

/** A trace in ticks of 25 ns, from tick 1000 on, in which these texts are logged, or those of other categories. */
function ticking(
  last: number,
  ...logs: readonly (readonly [tick: number, text: string, category?: string])[]
): Uint8Array {
  let now = 1000;
  const after = (tick: number): number => {
    const delta = 1000 + tick - now;
    now = 1000 + tick;
    return delta;
  };
  const categories = ["SYNC_ANCHOR", "package"];
  const records: Bytes[] = logs.map(([tick, message, category = "SYNC_ANCHOR"]) =>
    logRecord(after(tick), 0, 1 + categories.indexOf(category), message),
  );
  return trace(
    19,
    ...[
      record("Batch", 0, 1000),
      record("ProcStart", 0, 7),
      record("GoCreate", 0, 1, 1, 0),
      record("GoStart", 0, 1, 1),
    ],
    ...categories.map((text, i) => stringRecord(1 + i, text)),
    ...records,
    ...[record("GoEnd", after(last)), record("Frequency", 40_000_000)],
  );
}

const text = (mono: number): string => `${mono} ${wall + BigInt(mono)} ${mono}`;

it("fits a tool's trace in ticks through the anchors of its start and its end", () => {
  const whole = ticking(1100, [10, text(5000)], [12, "net/http", "package"], [1010, text(30_000)]);
  expect(sourceOf(whole).header).toEqual({ tool: "trace of", package: "net/http" });
  // An anchor that is not repeated was logged within 2 µs: at tick 10 it was 5000 to 7000.
  expect(placed(whole)).toBe("[5750..33250] fitted ±1206");
});

it("takes an anchor that was repeated for one that was interrupted", () => {
  const [late, good] = [text(5000), text(90_000)];
  const whole = ticking(
    1100,
    [3400, late],
    [3410, good],
    [3412, "p", "package"],
    [4410, text(115_000)],
    [4412, "-"],
  );
  // Tick 3410 is 90000 to 92000; that the first one was logged up to 85 µs late does not count.
  expect(placed(whole)).toMatch(/^\[5750\.\.\d+\] fitted ±\d{4}$/);
});

it("places a trace of a killed tool by its start and the rate that it names, less surely", () => {
  expect(placed(ticking(1100, [10, text(5000)], [12, "p", "package"]))).toBe("[5750..33250] fitted ±1029");
});

it("places a program's ticks within its session, where nothing else is known", () => {
  const within = [anchor(0), anchor(100_000)];
  expect(placed(ticking(1100), { session: within })).toBe("[36250..63750] fitted ±36276");
  expect(placed(ticking(1100), { session: [anchor(0), anchor(1000)] })).toBe("nowhere"); // it would not fit
  expect(placed(ticking(1100), { session: [anchor(0)] })).toBe("nowhere"); // it may still run
  expect(placed(ticking(1100))).toBe("nowhere");
});

it("knows the clock of a program by its snapshots, its session, or when it was written", () => {
  expect(placed(samples["go1.26"]!)).toMatch(/ exact ±64$/);
  const regions = [event("UserRegionBegin", 1, 0, 1, 0), event("UserRegionEnd", 1, 0, 1, 0)];
  const running = batch({}, event("GoStatus", 0, 1, 7, 2), ...regions);
  const without = trace(22, running, strings(1, { 1: "a" }), frequency(1));
  expect(placed(without, { session: [anchor(0), anchor(1_000_000)] })).toBe("[64000..64128] exact ±64");
  expect(placed(without, { session: [anchor(0), anchor(1000)] })).toBe("nowhere"); // of another command
  expect(placed(without, { written: wall + 1_000_000_000n })).toBe("[64000..64128] exact ±64");
  expect(placed(without)).toBe("nowhere");
});
