import { expect, it } from "vitest";
import { parseTraceparent } from "./traceparent.ts";

const trace = "4bf92f3577b34da6a3ce929d0e0e4736";
const span = "00f067aa0ba902b7";
const value = `00-${trace}-${span}-01`;

it.each([value, `traceparent: ${value}`, `Traceparent:${value}`, ` ${value}\n`])("reads %j", (text) => {
  expect(parseTraceparent(text)).toBe(value);
});

it("takes a later version with what it adds", () => {
  expect(parseTraceparent(`01-${trace}-${span}-01-more`)).toBe(`01-${trace}-${span}-01-more`);
});

it.each([
  ["nothing", ""],
  ["another header", `tracestate: ${value}`],
  ["the version that there is not", `ff-${trace}-${span}-01`],
  ["more than version 00 has", `${value}-more`],
  ["a trace id of zeros", `00-${"0".repeat(32)}-${span}-01`],
  ["a parent id of zeros", `00-${trace}-${"0".repeat(16)}-01`],
  ["capital letters", value.toUpperCase()],
  ["an id that is too short", `00-${trace.slice(1)}-${span}-01`],
  ["no flags", `00-${trace}-${span}`],
  ["two headers", `${value}, ${value}`],
])("takes %s for none", (_what, text) => {
  expect(parseTraceparent(text)).toBeUndefined();
});
