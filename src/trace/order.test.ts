import { expect, it } from "vitest";
import { recorded } from "./decode/event-builder.testing.ts";
import { decodeSpanFile } from "./decode/span.ts";
import {
  type Bytes,
  begin,
  end,
  exit,
  header,
  records,
  spanFile,
  varint,
  zero,
} from "./decode/span-builder.testing.ts";
import type { RecordedEvent } from "./event.ts";
import { describeEventFinding, type EventFinding } from "./event-finding.ts";
import { checkEvents } from "./order.ts";

/** An event by its name, `delta` nanoseconds after what stands before it. */
const the = (name: string, delta = 10): number[] => recorded(name as RecordedEvent, delta);

const parts = (names: string): number[] => names.split(" ").flatMap((name) => the(name));
const compiled = (at: number, lane = 1): number[] =>
  records(lane, zero + at, begin("function", "lib.F", 0), the("FunctionCompiled", 0), end(0));

const whole =
  "CompileStart ParseComplete Declaration Declaration TypeCheckEnd SSAGenComplete CodeGenComplete CompileEnd";

interface Changes {
  readonly level?: string;
  readonly tool?: string;
  readonly status?: number | "killed";
  readonly chunks?: readonly Bytes[];
}

/** A process with these events on its main goroutine, one every 10 ns. */
function check(
  names: string,
  { level = "function", tool = "compile", status = 0, chunks = [] }: Changes = {},
) {
  const last = status === "killed" ? [] : [exit(status, zero + 1000)];
  const file = spanFile(header({ level, tool }), records(0, zero, parts(names)), ...chunks, ...last);
  return checkEvents(decodeSpanFile(file)).map(words);
}

const words = (finding: EventFinding): string => `${finding.kind}: ${describeEventFinding(finding)}`;

it("finds nothing in a whole compile, at every level", () => {
  expect(check(whole, { chunks: [compiled(55)] })).toEqual([]);
  expect(check(whole, { level: "pass", chunks: [compiled(55)] })).toEqual([]);
  expect(check(whole.replaceAll("Declaration ", ""), { level: "phase" })).toEqual([]);
  expect(check("CompileStart CompileEnd", { level: "package" })).toEqual([]);
});

it("finds nothing in a compile that failed, or that was killed", () => {
  expect(check("CompileStart ParseComplete CompileEnd", { status: 2 })).toEqual([]);
  expect(check("CompileStart ParseComplete", { status: "killed" })).toEqual([]);
  expect(check("CompileStart", { status: "killed" })).toEqual([]);
});

it("names the events that are missing", () => {
  expect(check("CompileStart ParseComplete SSAGenComplete CompileEnd")).toEqual([
    "event-missing: There is no TypeCheckEnd.",
    "event-missing: There is no CodeGenComplete.",
  ]);
  expect(check("ParseComplete", { status: 2 })).toEqual([
    "event-missing: There is no CompileStart.",
    "event-missing: There is no CompileEnd.",
  ]);
});

it("misses nothing where a part of the file is lost", () => {
  expect(check("CompileStart", { chunks: [records(1, zero, [99])] })).toEqual([]);
});

it("names the events that stand in the file more often than once", () => {
  expect(check(`${whole} CompileEnd`)).toEqual(["event-repeated: There are 2 of CompileEnd."]);
});

it("names every pair of events that is out of order, and by how much", () => {
  const swapped = "CompileStart TypeCheckEnd ParseComplete SSAGenComplete CodeGenComplete CompileEnd";
  expect(check(swapped)).toEqual(["event-too-early: TypeCheckEnd comes 10 ns before a ParseComplete."]);
  const late = "ParseComplete TypeCheckEnd SSAGenComplete CodeGenComplete CompileEnd CompileStart";
  expect(check(late)).toEqual([
    "event-too-early: ParseComplete comes 50 ns before a CompileStart.",
    "event-too-early: TypeCheckEnd comes 40 ns before a CompileStart.",
    "event-too-early: SSAGenComplete comes 30 ns before a CompileStart.",
    "event-too-early: CodeGenComplete comes 20 ns before a CompileStart.",
    "event-too-early: CompileEnd comes 10 ns before a CompileStart.",
  ]);
});

it("compares the events of all lanes by their time", () => {
  expect(check(whole, { chunks: [compiled(55), compiled(75, 2)] })).toEqual([
    "event-too-early: CodeGenComplete comes 5 ns before a FunctionCompiled.",
  ]);
  expect(check(whole, { chunks: [compiled(70)] }), "the same time on two lanes").toEqual([]);
});

it("takes events of one lane at the same time in their order in the file", () => {
  const at = (...names: string[]): number[] => names.flatMap((name) => the(name, 0));
  const file = (list: Bytes) =>
    decodeSpanFile(spanFile(header({ level: "package" }), records(0, zero, list)));
  expect(checkEvents(file(at("CompileStart", "CompileEnd")))).toEqual([]);
  expect(checkEvents(file(at("CompileEnd", "CompileStart"))).map(words)).toEqual([
    "event-too-early: CompileEnd comes 0 ns before a CompileStart.",
  ]);
});

it("names events that lie in no span of their kind", () => {
  const outside = records(1, zero + 55, begin("phase", "be", 0), the("FunctionCompiled", 0), end(0));
  const within = records(
    2,
    zero + 55,
    begin("function", "lib.F", 0),
    begin("step", "flush", 0),
    the("FunctionCompiled", 0),
  );
  expect(check(whole, { chunks: [outside, within] })).toEqual([
    "event-misplaced: 1 of FunctionCompiled lie in no function span.",
  ]);
});

it("names events of another tool, and of a level that the process does not record", () => {
  expect(check("CompileStart Declaration Declaration CompileEnd", { level: "package" })).toEqual([
    "event-unexpected: 2 of Declaration were recorded by compile at level package.",
  ]);
  expect(check("ToolStart CompileEnd", { tool: "link" })).toEqual([]);
  expect(check("ToolStart ParseComplete CompileEnd", { tool: "link", level: "phase" })).toEqual([
    "event-unexpected: 1 of ParseComplete were recorded by link at level phase.",
  ]);
});

it("keeps the rules of whatever schema it is given", () => {
  const trace = decodeSpanFile(spanFile(header(), records(0, zero, the("ToolStart")), exit(0, zero + 100)));
  const rule = { level: "package", occurs: "any", required: "success", after: [], fields: [] } as const;
  expect(checkEvents(trace, [{ ...rule, name: "Other", id: 77 }])).toEqual([
    { kind: "event-missing", event: "Other" },
  ]);
});

it("says nothing of a file without a header", () => {
  expect(checkEvents(decodeSpanFile(Uint8Array.from(varint(1))))).toEqual([]);
});
