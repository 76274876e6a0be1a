import fc from "fast-check";
import { expect, it } from "vitest";
import { renderTable, shorten, wrap } from "./table.ts";

fc.configureGlobal({ seed: 20260102 });

const columns = [
  {
    title: "function",
    align: "left",
    shrinks: true,
    cells: ["F", "(*Server[go.shape.struct { A int }]).Serve"],
  },
  { title: "package", align: "left", shrinks: true, cells: ["a", "example.com/b"] },
  { title: "time", align: "right", cells: ["1.00 s", "12 ms"] },
] as const;

it("aligns columns", () => {
  expect(`\n${renderTable(columns, 80).join("\n")}`).toBe(`
function                                    package          time
F                                           a              1.00 s
(*Server[go.shape.struct { A int }]).Serve  example.com/b   12 ms`);
});

it("shortens the widest columns in the middle until the table fits", () => {
  expect(`\n${renderTable(columns, 46).join("\n")}`).toBe(`
function                 package          time
F                        a              1.00 s
(*Server[go…t }]).Serve  example.com/b   12 ms`);
  expect(Math.max(...renderTable(columns, 46).map((line) => line.length))).toBe(46);
});

it("keeps both ends of a name that it shortens", () => {
  expect([shorten("abcdef", 6), shorten("abcdef", 5), shorten("abcdef", 4), shorten("abcdef", 2)]).toEqual([
    "abcdef",
    "ab…ef",
    "ab…f",
    "ab",
  ]);
});

it("shortens any text to exactly the width", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.integer({ min: 0, max: 20 }), (text, width) => {
      expect([...shorten(text, width)].length).toBe(Math.min([...text].length, width));
    }),
  );
});

it("breaks lines between words", () => {
  expect(wrap("one two three four", 9)).toEqual(["one two", "three", "four"]);
  expect(wrap("one two three", 9, "  ")).toEqual(["  one two", "  three"]);
  expect(wrap("muchtoolong a", 5)).toEqual(["muchtoolong", "a"]);
});
