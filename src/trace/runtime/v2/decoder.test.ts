import { expect, it } from "vitest";
import { readRuntimeTrace } from "../runtime-trace.ts";
import {
  type Bytes,
  batch,
  event,
  frequency,
  monotonic,
  noThread,
  stacks,
  strings,
  sync,
  trace,
} from "../trace-bytes.testing.ts";
import { linesOf } from "../trace-text.testing.ts";

/** Goroutine 1 runs from the first tick on. */
const running = event("GoStatus", 0, 1, 7, 2);
const tables = [strings(1, { 1: "a", 2: "b", 3: "c" }), frequency(1)];

/** A generation of go1.22 in which goroutine 1 runs on one thread. */
const generation = (...events: readonly Bytes[]): Uint8Array =>
  trace(22, batch({}, running, ...events), ...tables);
const kindsOf = (bytes: Uint8Array): string[] => readRuntimeTrace(bytes).findings.map(({ kind }) => kind);
const own = (bytes: Uint8Array): string[] =>
  linesOf(readRuntimeTrace(bytes)).filter((line) => !/^[GP]\d+ "/.test(line));

it("reads regions, tasks and logs of a goroutine, and resolves their names", () => {
  const bytes = generation(
    ...[event("UserTaskBegin", 1, 5, 0, 1, 0), event("UserTaskBegin", 1, 6, 5, 2, 0)],
    ...[event("UserRegionBegin", 1, 6, 1, 0), event("UserRegionBegin", 1, 0, 0, 0)],
    ...[
      event("UserLog", 1, 5, 2, 3, 0),
      event("UserRegionEnd", 1, 0, 0, 0),
      event("UserRegionEnd", 1, 6, 1, 0),
    ],
    ...[event("UserTaskEnd", 1, 6, 0), event("UserTaskEnd", 1, 5, 0), event("UserTaskEnd", 1, 5, 0)],
  );
  expect(own(bytes)).toEqual([
    'G1 task 5 "a" 64-576',
    'G1 task 6 of 5 "b" 128-512',
    'G1 region "a" of 6 192-448',
    'G1 region "" in 0 256-384',
    'G1 log "b" "c" of 5 @320',
  ]);
  expect(readRuntimeTrace(bytes)).toMatchObject({
    format: "go1.22",
    clock: { kind: "monotonic", zero: 64_000n },
    end: 640,
    events: 11,
    generations: 1,
    whole: bytes.length,
    truncated: false,
    findings: [],
  });
});

it("pairs a region that ends in another generation, on another thread, under another number of its name", () => {
  const bytes = trace(
    26,
    batch({}, running, event("UserRegionBegin", 10, 0, 1, 0), event("GoStop", 5, 0, 0)),
    strings(1, { 1: "a" }),
    frequency(1),
    event("EndOfGeneration"),
    strings(2, { 9: "a" }),
    batch(
      { generation: 2, thread: 8, time: 2000 },
      event("GoStart", 0, 1, 1),
      event("UserRegionEnd", 4, 0, 9, 0),
    ),
    frequency(2),
    event("EndOfGeneration"),
  );
  expect(own(bytes)).toEqual([`G1 region "a" ${10 * 64}-${1004 * 64}`]);
  expect(readRuntimeTrace(bytes)).toMatchObject({ generations: 2, names: ["", "a"], findings: [] });
});

it("puts what happens on several threads in the order of time", () => {
  const bytes = trace(
    22,
    batch({ thread: 8, time: 1100 }, event("GoStart", 0, 1, 1), event("UserRegionEnd", 1, 0, 1, 0)),
    batch({}, running, event("UserRegionBegin", 10, 0, 1, 0), event("GoStop", 5, 0, 0)),
    ...tables,
  );
  expect(own(bytes)).toEqual(['G1 region "a" 640-6464']);
});

it("follows goroutines over threads: which there are, when they began and ended, and by which function", () => {
  const bytes = trace(
    23,
    batch(
      { thread: 3 },
      ...[event("ProcStatus", 0, 0, 1), event("GoStatusStack", 1, 1, 3, 2, 5)],
      ...[event("GoCreate", 1, 2, 6, 5), event("GoCreateBlocked", 1, 3, 7, 5), event("GoBlock", 1, 2, 5)],
      ...[event("GoStart", 1, 2, 1), event("GoSwitchDestroy", 1, 3, 1), event("GoDestroy", 1)],
      ...[event("ProcStop", 1), event("ProcStart", 1, 1, 1), event("GoCreateSyscall", 1, 4)],
      ...[event("GoDestroySyscall", 1), event("GoStatus", 1, 9, noThread, 4)],
    ),
    stacks(1, { 5: [2, 1], 6: [3], 7: [] }),
    ...tables,
  );
  expect(linesOf(readRuntimeTrace(bytes))).toEqual([
    'G1 "a" (0)-(768)',
    'G2 "c" 128-384',
    'G3 "" 192-448',
    'G4 "" 640-704',
    'G9 "" (0)-(768)',
    "P0 0-512",
    "P1 576-576",
  ]);
});

it("names the goroutine that a thread has left a system call with, or was in one with", () => {
  const inSyscall = event("GoStatus", 0, 4, 8, 3);
  const bytes = trace(
    22,
    batch({}, running, inSyscall, event("GoSyscallEndBlocked", 1), event("UserRegionBegin", 1, 0, 1, 0)),
    batch({ thread: 8, time: 1001 }, event("GoDestroySyscall", 4)),
    ...tables,
  );
  expect(linesOf(readRuntimeTrace(bytes))).toEqual(['G1 "" (0)-(320)', 'G4 "" (0)-320']);
  expect(kindsOf(bytes)).toEqual(["annotation-without-goroutine"]);
});

it("ends what is open with its goroutine, or with the trace", () => {
  const bytes = generation(
    ...[event("UserRegionBegin", 1, 0, 1, 0), event("UserRegionBegin", 1, 8, 2, 0), event("GoDestroy", 3)],
    ...[
      event("GoStart", 1, 2, 1),
      event("UserTaskBegin", 1, 5, 0, 1, 0),
      event("UserRegionBegin", 1, 5, 3, 0),
    ],
  );
  expect(own(bytes)).toEqual([
    'G? task 8 "" (0)-(512)',
    'G2 task 5 "a" 448-(512)',
    'G1 region "a" 64-(320)',
    'G1 region "b" of 8 in 0 128-(320)',
    'G2 region "c" of 5 512-(512)',
  ]);
  expect(kindsOf(bytes)).toEqual([]);
});

it("drops an end without a begin, and ends the innermost region where another one was meant", () => {
  const bytes = generation(
    ...[
      event("UserRegionEnd", 1, 0, 3, 0),
      event("UserRegionBegin", 1, 0, 1, 0),
      event("UserRegionBegin", 1, 0, 2, 0),
    ],
    ...[event("UserRegionEnd", 1, 0, 1, 0), event("UserRegionEnd", 1, 0, 2, 0)],
  );
  expect(own(bytes)).toEqual(['G1 region "a" 128-320', 'G1 region "b" in 0 192-256']);
  expect(readRuntimeTrace(bytes).findings).toEqual([
    { kind: "region-end-without-begin", at: bytes.length, count: 1 },
    { kind: "region-end-mismatch", at: bytes.length, count: 2, begun: "b", ended: "a" },
  ]);
});

it("gives a task of a cycle of parents no parent", () => {
  const begin = (id: number, parent: number): Bytes => event("UserTaskBegin", 1, id, parent, 1, 0);
  const bytes = generation(begin(5, 6), begin(6, 5), begin(7, 7));
  expect(own(bytes)).toEqual([
    'G1 task 6 "a" 128-(192)',
    'G1 task 5 of 6 "a" 64-(192)',
    'G1 task 7 "a" 192-(192)',
  ]);
  expect(readRuntimeTrace(bytes).findings).toMatchObject([{ kind: "task-cycle", task: 6, count: 2 }]);
});

it("has the monotonic clock only where the rate and all snapshots say so", () => {
  const clock = (rate: number, mono: number) =>
    readRuntimeTrace(trace(25, sync({}, rate, mono), batch({ time: 1010 }, running))).clock;
  expect(clock(monotonic, 64_005)).toEqual({ kind: "monotonic", zero: 64_000n });
  expect(clock(monotonic, 65_000_000)).toEqual({ kind: "ticks", zero: 1000n, frequency: monotonic });
  expect(clock(39_062_500, 64_000)).toEqual({ kind: "ticks", zero: 1000n, frequency: 39_062_500 });
  expect(readRuntimeTrace(trace(25, sync({}, monotonic, 64_005))).snapshots).toEqual([
    { time: 0, mono: 64_005n, wall: 1_700_000_000_000_000_005n },
  ]);
});

it("passes over batches of experiments and CPU samples", () => {
  const experiment = [...event("ExperimentalBatch", 1, 1, 7, 1000, 3), 255, 255, 255];
  const samples = batch({}, event("CPUSamples"), [7, 1, 2, 3, 4, 5]);
  const bytes = trace(23, experiment, samples, batch({}, running), ...tables);
  expect(readRuntimeTrace(bytes)).toMatchObject({ events: 1, findings: [] });
});

it("reads a name that was never defined as its number", () => {
  const next = batch({ generation: 2, time: 1002 }, running);
  const bytes = trace(22, batch({}, running, event("UserLog", 1, 0, 1, 8, 0)), ...tables, next);
  expect(own(bytes)).toEqual(['G1 log "a" "#8" @64']);
  expect(readRuntimeTrace(bytes).findings).toMatchObject([
    { kind: "undefined-trace-string", id: 8, count: 1 },
  ]);
});

it("drops the rest of a batch from an event on that it cannot read, and goes on with the next batch", () => {
  const log = event("UserLog", 1, 0, 1, 2, 0);
  const broken: readonly Bytes[] = [event(60, 1), event("UserLog", 1, 0), event("GoStart", 2 ** 60, 1, 1)];
  for (const bad of broken) {
    const bytes = trace(22, batch({}, running, log, bad), batch({ time: 1005 }, running, log), ...tables);
    expect(own(bytes)).toEqual(['G1 log "a" "b" @64', 'G1 log "a" "b" @384']);
    expect(kindsOf(bytes)).toEqual(["bad-trace-event"]);
  }
});

it("keeps what comes before a place where no batch is", () => {
  const good = [
    batch({}, running, event("UserLog", 1, 0, 1, 2, 0)),
    ...tables,
    batch({ generation: 2 }, running),
  ];
  const start = trace(22, ...good).length;
  const problem = (...bad: Bytes) => {
    const { findings, logs, truncated } = readRuntimeTrace(trace(22, ...good, bad));
    expect([logs.time.length, truncated]).toEqual([1, true]);
    return findings;
  };
  const huge = event("EventBatch", 2, 7, 1000, 10_000_000_000);
  expect(problem(...huge)).toMatchObject([
    { kind: "bad-batch", at: start, problem: "a batch claims to have 10000000000 bytes" },
    { kind: "incomplete-generation", count: 0 },
  ]);
  expect(problem(77)[0]).toMatchObject({ problem: "no batch begins but 77" });
  expect(problem(...event("EventBatch", 0, 7, 0, 0))[0]).toMatchObject({
    problem: "a batch is of no generation",
  });
  expect(problem(1, ...Array<number>(60).fill(255))[0]).toMatchObject({ problem: "a number is too long" });
});

it("drops the annotations of a generation that is cut off, whose names are lost", () => {
  const second = batch({ generation: 2, time: 1100 }, running, event("UserLog", 1, 0, 1, 2, 0));
  const first = [batch({}, running, event("UserLog", 1, 0, 1, 2, 0)), ...tables];
  const end = trace(22, ...first).length;
  const torn = trace(22, ...first, second, frequency(2).slice(0, -1));
  expect(readRuntimeTrace(torn)).toMatchObject({
    truncated: true,
    whole: end,
    findings: [{ kind: "torn-trace" }, { kind: "incomplete-generation", count: 1 }],
  });
  const nameless = trace(22, ...first, second);
  const unmarked = trace(26, ...first, event("EndOfGeneration"), second, strings(2, { 1: "a", 2: "b" }));
  for (const bytes of [torn, nameless, unmarked]) {
    expect(own(bytes)).toEqual(['G1 log "a" "b" @64']);
    expect(kindsOf(bytes)).toContain("incomplete-generation");
    expect(readRuntimeTrace(bytes).truncated).toBe(true);
  }
});

it("notices generations that are missing", () => {
  const bytes = trace(22, batch({}, running), batch({ generation: 3, time: 1001 }, running));
  expect(readRuntimeTrace(bytes).findings).toMatchObject([
    { kind: "generation-out-of-order", generation: 3, count: 1 },
  ]);
});
