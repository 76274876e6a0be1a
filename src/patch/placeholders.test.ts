import { expect, test } from "vitest";
import { encode, namesIn, placeholderOf, substitute } from "./placeholders.ts";

/** The placeholders of an encoded pattern, in order. */
const kinds = (pattern: string): string[] =>
  (encode(pattern).match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? []).flatMap(
    (word) => placeholderOf(word)?.kind ?? [],
  );

test.each([
  ["\t...", ["dots"]],
  ["f(...)", ["dots"]],
  ["f(a, ..., b)", ["dots"]],
  ["f(xs...)", []],
  ["func f(xs ...int)", []],
  ["[...]int{1}", []],
  ["x := []int{...}", ["dots"]],
  ["\t<...\n\tf()\n\t...>", ["deep-open", "deep-close"]],
  ["f($x, $...rest)", ["one", "list"]],
  ['f("...", "$x", `$y`, \'$\')', []],
  ["f() // ... $x", []],
])("%j holds the elisions %j", (pattern, expected) => {
  expect(kinds(pattern)).toEqual(expected);
});

test("encoding keeps the lines", () => {
  const pattern = "func F(...) {\n\t<...\n\tf($x)\n\t...>\n}";
  expect(encode(pattern).split("\n")).toHaveLength(5);
});

test("bound names are put in, in code but not in strings", () => {
  const text = 'f($x, "$x", $...rest)';
  expect(namesIn(text)).toEqual(["x", "rest"]);
  expect(substitute(text, (name) => ({ x: "1", rest: "a, b" })[name])).toBe('f(1, "$x", a, b)');
});
