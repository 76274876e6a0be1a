import { expect, it } from "vitest";
import {
  anchor,
  begin,
  end,
  exit,
  header,
  records,
  spanFile,
} from "../../trace/decode/span-builder.testing.ts";
import { readRuntimeTrace } from "../../trace/runtime/runtime-trace.ts";
import { batch, event, record, strings, sync, trace } from "../../trace/runtime/trace-bytes.testing.ts";
import { linesOf } from "../../trace/runtime/trace-text.testing.ts";
import { collect, sessionOf } from "../session.testing.ts";
import { exportInto } from "./inject.ts";

const session = sessionOf({
  "lib.span": spanFile(
    header({ package: "lib", anchor: anchor(640) }),
    records(0, 640, begin("package", "lib", 0), begin("phase", "be:compile", 64), end(64), end(64)),
    exit(0, 1280),
  ),
});

/** The second generation of a program that has run for a while: what came before is lost, as in a flight recording. */
const monotonic = 15_625_000;
const running = [...event("ProcStatus", 0, 2, 1), ...event("GoStatus", 0, 1, 7, 2)];
const body = [
  sync({ generation: 4, time: 1000 }, monotonic, 64_000),
  batch(
    { generation: 4, time: 1000 },
    running,
    event("UserRegionBegin", 2, 0, 1, 0),
    event("UserRegionEnd", 3, 0, 1, 0),
  ),
  strings(4, { 1: "main" }),
  event("EndOfGeneration"),
];
const program = trace(26, ...body);
const injected = (bytes: Uint8Array): Promise<Uint8Array> =>
  collect(exportInto(bytes, session, { level: "pass" }));

it("writes the build before the program, into its first generation, on the same clock and with numbers of its own", async () => {
  const merged = readRuntimeTrace(await injected(program));
  expect(linesOf(merged)).toEqual([
    'G1000000000001 "compile lib" 0-640',
    'G1 "" (0)-(63680)',
    "P3 0-640", // viewers count the Ps up to the highest one
    "P2 63360-63360",
    'G1000000000001 task 1000000000001 "compile lib" 0-640',
    'G1000000000001 region "package" of 1000000000001 0-192',
    'G1000000000001 region "be:compile" of 1000000000001 in 0 64-128',
    'G1 region "main" 63488-63680',
  ]);
  expect(merged).toMatchObject({ clock: { kind: "monotonic", zero: 640n }, generations: 1, findings: [] });
});

it("leaves out what follows the last whole generation", async () => {
  const torn = trace(26, ...body, sync({ generation: 5, time: 2000 }, monotonic, 128_000), [1, 5]);
  expect(await injected(torn)).toEqual(await injected(program));
});

it("refuses a trace that is on another clock, of another layout, damaged, or none", async () => {
  const refused = (bytes: Uint8Array, problem: RegExp): Promise<void> =>
    expect(injected(bytes)).rejects.toMatchObject({
      code: "cannot-inject",
      message: expect.stringMatching(problem) as string,
    });
  await refused(new Uint8Array(), /no execution trace/);
  await refused(trace(99), /no execution trace/);
  await refused(trace(26), /empty/);
  await refused(program.subarray(0, -1), /cut off/);
  await refused(await injected(program), /a build is in it already/);
  await refused(trace(19, record("Batch", 0, 1000), record("Frequency", monotonic)), /not the monotonic one/);
  await refused(trace(26, sync({}, 10_000_000, 64_000), event("EndOfGeneration")), /not the monotonic one/);
  await refused(
    trace(26, ...body.slice(0, 1), batch({ generation: 4 }, [99]), event("EndOfGeneration")),
    /damaged/,
  );
});
