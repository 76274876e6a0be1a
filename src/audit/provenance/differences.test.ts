import { expect, it } from "vitest";
import { describeDifference, differences } from "./differences.ts";

const told = (wanted: unknown, found: unknown): string[] =>
  differences(wanted, found).map(describeDifference);

it("finds nothing in equal values, whatever the order of their keys", () => {
  expect(told({ a: [1, { b: null }], c: "x" }, { c: "x", a: [1, { b: null }] })).toEqual([]);
});

it("names the place of each difference, with both values", () => {
  expect(told({ a: { b: 1 }, c: [{ d: "x" }] }, { a: { b: 2 }, c: [{ d: "y" }] })).toEqual([
    "a.b is 2, must be 1",
    'c[0].d is "y", must be "x"',
  ]);
});

it("tells what is missing from what is too much", () => {
  expect(told({ a: 1, list: [1, 2] }, { b: 2, list: [1] })).toEqual([
    "a is missing, must be 1",
    "list[1] is missing, must be 2",
    "b must not be there, but is 2",
  ]);
});

it("quotes keys that are paths", () => {
  expect(told({ tools: { "pkg/tool/x": "1" } }, { tools: { "pkg/tool/x": "2" } })).toEqual([
    'tools["pkg/tool/x"] is "2", must be "1"',
  ]);
});

it("takes another kind of value for one difference", () => {
  expect(told({ a: [1] }, { a: { 0: 1 } })).toEqual(['a is {"0":1}, must be [1]']);
  expect(told({ a: 1 }, null)).toEqual(['the whole is null, must be {"a":1}']);
});
