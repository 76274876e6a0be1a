import { expect, it } from "vitest";
import { readRuntimeTrace } from "../runtime-trace.ts";
import { type Bytes, logRecord, record, stringRecord, trace } from "../trace-bytes.testing.ts";
import { linesOf } from "../trace-text.testing.ts";

/** Goroutine 1 runs on P 0 from the tick 1000 on. */
const running = [record("Batch", 0, 1000), record("GoStart", 0, 1, 1)].flat();
const footer = record("Frequency", 1_000_000);
const own = (bytes: Uint8Array): string[] =>
  linesOf(readRuntimeTrace(bytes)).filter((line) => !/^[GP]\d+ (\d|")/.test(line));

it("reads regions, tasks and logs, with strings that come before and after", () => {
  const bytes = trace(
    19,
    ...[running, stringRecord(1, "a"), record("UserTaskCreate", 1, 5, 0, 1, 0)],
    ...[
      record("UserTaskCreate", 1, 6, 5, 2, 0),
      record("UserRegion", 1, 6, 0, 2, 0),
      logRecord(1, 5, 1, "żółć"),
    ],
    ...[logRecord(1, 0, 0, ""), record("UserRegion", 1, 6, 1, 2, 0), record("UserTaskEnd", 1, 5, 0)],
    ...[stringRecord(2, "b"), footer],
  );
  expect(own(bytes)).toEqual([
    'G1 task 5 "a" 1-7',
    'G1 task 6 of 5 "b" 2-(7)',
    'G1 region "b" of 6 3-6',
    'G1 log "a" "żółć" of 5 @4',
    'G1 log "" "" @5',
  ]);
  expect(readRuntimeTrace(bytes)).toMatchObject({
    format: "go1.19",
    clock: { kind: "ticks", zero: 1000n, frequency: 1_000_000 },
    end: 7,
    events: 8,
    generations: 1,
    whole: bytes.length,
    truncated: false,
    findings: [],
  });
});

it("follows goroutines over Ps, batch by batch, and knows which were there before", () => {
  const bytes = trace(
    21,
    ...[record("Batch", 0, 1000), record("GoCreate", 0, 1, 4, 0), record("ProcStart", 1, 7)],
    ...[record("GoStartLocal", 1, 1), record("GoCreate", 1, 2, 5, 0), record("GoSysBlock", 1)],
    ...[
      record("Batch", 1, 1010),
      record("GoStart", 1, 2, 1),
      record("GoEnd", 1),
      record("GoStartLabel", 1, 1, 2, 3),
    ],
    ...[record("UserRegion", 1, 0, 0, 1, 0), record("Batch", 0, 1020), record("UserRegion", 1, 0, 1, 1, 0)],
    ...[record("Batch", 1, 1030), record("UserRegion", 1, 0, 1, 1, 0), record("ProcStop", 1)],
    ...[
      record("Batch", 2n ** 64n - 1n, 1029),
      stringRecord(1, "a"),
      record("Stack", 4, 2, 8, 9, 0, 1, 8, 1, 0, 1),
      record("Stack", 5, 0),
      footer,
    ],
  );
  expect(linesOf(readRuntimeTrace(bytes))).toEqual([
    'G1 "a" (0)-(32)',
    'G2 "" 3-12',
    "P0 1-4",
    "P1 11-32",
    'G1 region "a" 14-31',
  ]);
  expect(readRuntimeTrace(bytes).findings).toMatchObject([
    { kind: "annotation-without-goroutine", count: 1 },
  ]);
});

it("keeps what a killed program has written, in ticks of unknown length", () => {
  const log = logRecord(1, 0, 1, "kept");
  const whole = [running, log, stringRecord(1, "a")];
  for (const [torn, kinds] of [
    [[], ["no-frequency"]],
    [log.slice(0, -1), ["torn-trace", "no-frequency"]],
    [record("Stack", 1, 9, 9, 9, 9, 9).slice(0, 4), ["torn-trace", "no-frequency"]],
  ] as const) {
    const { clock, findings, truncated, whole: complete } = readRuntimeTrace(trace(19, ...whole, torn));
    expect(own(trace(19, ...whole, torn))).toEqual(['G1 log "a" "kept" @1']);
    expect(clock).toEqual({ kind: "ticks", zero: 1000n });
    expect([truncated, complete, findings.map(({ kind }) => kind)]).toEqual([true, 0, kinds]);
  }
});

it("passes over a record that it cannot read, and stops where none begins", () => {
  const log = logRecord(1, 0, 1, "kept");
  const name = stringRecord(1, "a");
  const read = (...parts: readonly Bytes[]) => readRuntimeTrace(trace(19, running, name, ...parts, footer));
  const short = read(log, record("UserRegion", 1, 0), log);
  expect([short.logs.time.length, short.findings]).toMatchObject([
    2,
    [{ kind: "bad-trace-event", event: 47 }],
  ]);
  const far = read(log, record("Batch", 0, 2n ** 60n), log, record("Batch", 0, 1005), log);
  expect([far.logs.time.length, far.findings[0]]).toMatchObject([2, { kind: "bad-trace-event", event: 1 }]);
  const unknown = read(log, [63], log);
  expect([unknown.logs.time.length, unknown.truncated]).toEqual([1, true]);
  expect(unknown.findings[0]).toMatchObject({ kind: "bad-batch", problem: "no record begins but 63" });
});

it("takes no more than a record can have for a number or a text that never ends", () => {
  const rest = new Uint8Array(1_200_000).fill(255);
  const bytes = Uint8Array.from([...trace(19, running), ...rest]);
  expect(readRuntimeTrace(bytes).findings[0]).toMatchObject({ kind: "bad-batch" });
  const claim = trace(19, running, stringRecord(1, "").slice(0, 2), [0xff, 0xff, 0xff, 0xff, 0x7f]);
  expect(readRuntimeTrace(claim).findings[0]).toMatchObject({ kind: "torn-trace" });
});
