import { expect, it } from "vitest";
import { RuntimeTraceReader, readRuntimeTrace } from "./runtime-trace.ts";
import { trace } from "./trace-bytes.testing.ts";
import { samples } from "./trace-samples.testing.ts";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

it("says of a file that is none, cut off within its header, or of another version, that nothing was read", () => {
  const nothing = (bytes: Uint8Array) => {
    const { findings, truncated, events, names, end } = readRuntimeTrace(bytes);
    expect([events, names, end]).toEqual([0, [""], 0]);
    return [findings.map(({ kind }) => kind), truncated];
  };
  expect(nothing(bytesOf(""))).toEqual([["torn-trace"], true]);
  expect(nothing(bytesOf("go 1.26 tra"))).toEqual([["torn-trace"], true]);
  expect(nothing(bytesOf("gopher"))).toEqual([["not-an-execution-trace"], false]);
  expect(nothing(bytesOf("TISPAN3\n and something"))).toEqual([["not-an-execution-trace"], false]);
  expect(readRuntimeTrace(trace(99)).findings).toEqual([
    { kind: "unknown-trace-version", at: 0, count: 1, format: "go1.99" },
  ]);
  expect(nothing(trace(9))[0]).toEqual(["unknown-trace-version"]);
});

it("finds nothing wrong with a trace without events", () => {
  expect(readRuntimeTrace(trace(26))).toMatchObject({ format: "go1.26", end: 0, whole: 0, findings: [] });
});

it.each(Object.entries(samples))("reads a %s trace byte by byte as at once", (_, bytes) => {
  const reader = new RuntimeTraceReader();
  for (const byte of bytes) reader.push(Uint8Array.of(byte));
  expect(reader.finish()).toEqual(readRuntimeTrace(bytes));
});
