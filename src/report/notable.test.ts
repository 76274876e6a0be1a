import { expect, it } from "vitest";
import { recorded } from "../trace/decode/event-builder.testing.ts";
import {
  type Bytes,
  exit,
  header,
  records,
  span,
  spanFile,
  zero,
} from "../trace/decode/span-builder.testing.ts";
import { notable } from "./notable.ts";
import { sampleAnalysis } from "./sample.testing.ts";

const ms = 1_000_000;

/** What is notable of one compile of 100 ms. */
function notableOf(...lanes: readonly Bytes[]): string[] {
  const file = spanFile(header(), ...lanes, exit(0, zero + 100 * ms));
  return notable(sampleAnalysis({ "a.span": file }));
}

const explained = records(0, zero, span("phase", "fe:parse", 0, 99 * ms));

it("says nothing of a process that phases explain and in which nothing stands out", () => {
  expect(notableOf(explained)).toEqual([]);
});

it("says where the time is that no phase explains", () => {
  expect(notableOf(records(0, zero, span("phase", "fe:parse", 10 * ms, 60 * ms)))).toEqual([
    "Named phases explain less than 98.0 % of 1 process; most is missing of compile of lib (60.0 % explained): 10.0 ms before the first, 0 ms between two, 30.0 ms after the last.",
  ]);
});

it("says what is in the totals only, and what lies in no function", () => {
  const sums = { count: 3, nanoseconds: 5 * ms };
  const total = recorded("Total", 0, { what: "function", ...sums });
  expect(notableOf(explained, records(1, zero, total, span("pass", "opt", 0, ms)))).toEqual([
    "1 pass or step lie in no function.",
    "3 functions (5.00 ms) that a threshold or filter left out are in the totals only.",
  ]);
});
