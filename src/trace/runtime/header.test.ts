import { expect, it } from "vitest";
import { readRuntimeTraceHeader } from "./header.ts";

const read = (text: string): unknown => readRuntimeTraceHeader(new TextEncoder().encode(text));

it("states the version and the size of an execution trace", () => {
  expect(read("go 1.26 trace\0\0\0")).toEqual({ format: "go1.26", bytes: 16 });
  expect(read("go 1.5 trace\0\0\0\0and events")).toEqual({ format: "go1.5", bytes: 26 });
});

it("knows what is none", () => {
  expect(read("")).toBeUndefined();
  expect(read("go 1.26 trace\0")).toBeUndefined();
  expect(read("go 1.26 trick\0\0\0")).toBeUndefined();
  expect(read("go 1.26 trace 1.27")).toBeUndefined();
});
