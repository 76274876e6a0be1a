import { expect, test } from "vitest";
import { Refactoring } from "./refactoring.ts";

const text = "one two three\n";
const sources = new Map([
  ["a.go", text],
  ["b.go", "b\n"],
]);
const stretch = (word: string) => ({
  file: "a.go",
  from: text.indexOf(word),
  to: text.indexOf(word) + word.length,
});
const placeOf = (word: string): number => text.indexOf(word);

test("what is wrapped stands once, where it was taken to", () => {
  const two = stretch("two");
  const { sources: next, placesOf } = new Refactoring(sources).replace(two, "{ ", two, " }").rewritten();
  expect(next.get("a.go")).toBe("one { two } three\n");
  expect(placesOf("a.go", placeOf("two"))).toEqual([{ file: "a.go", from: 6, to: 7, isRenewed: false }]);
  expect(placesOf("a.go", placeOf("three"))).toMatchObject([{ from: 12 }]);
});

test("what changes places is found in the place of the other", () => {
  const [one, three] = [stretch("one"), stretch("three")];
  const { sources: next, placesOf } = new Refactoring(sources)
    .replace(one, three)
    .replace(three, one)
    .rewritten();
  expect(next.get("a.go")).toBe("three two one\n");
  expect(placesOf("a.go", placeOf("one"))).toMatchObject([{ from: 10 }]);
});

test("what is moved to another file takes a new name in it along", () => {
  const moved = { file: "a.go", from: 4, to: 13 };
  const refactoring = new Refactoring(sources)
    .rename([stretch("two")], "2")
    .replace(moved)
    .insert("b.go", 2, moved);
  const { sources: next, placesOf, changed } = refactoring.rewritten();
  expect([next.get("a.go"), next.get("b.go")]).toEqual(["one \n", "b\n2 three"]);
  expect([...changed].sort()).toEqual(["a.go", "b.go"]);
  expect(placesOf("a.go", placeOf("two"))).toEqual([{ file: "b.go", from: 2, to: 3, isRenewed: true }]);
  expect(placesOf("a.go", placeOf("three"))).toMatchObject([{ file: "b.go", from: 4 }]);
});

test("what is copied stands twice, what is deleted nowhere, and what is in no changed file where it was", () => {
  const refactoring = new Refactoring(sources)
    .replace(stretch("two"))
    .insert("a.go", text.length, stretch("one"));
  const { sources: next, placesOf } = refactoring.rewritten();
  expect(next.get("a.go")).toBe("one  three\none");
  expect(placesOf("a.go", 0).map(({ from }) => from)).toEqual([0, 11]);
  expect(placesOf("a.go", placeOf("two"))).toEqual([]);
  expect(placesOf("b.go", 0)).toEqual([{ file: "b.go", from: 0, to: 1, isRenewed: false }]);
});

test("a file that is renamed is gone under its old name, and all in it stands in the new one", () => {
  const all = { file: "b.go", from: 0, to: 2 };
  const {
    sources: next,
    placesOf,
    changed,
  } = new Refactoring(sources).delete("b.go").create("c.go", all).rewritten();
  expect([...next.keys()].sort()).toEqual(["a.go", "c.go"]);
  expect([...changed].sort()).toEqual(["b.go", "c.go"]);
  expect(placesOf("b.go", 0)).toMatchObject([{ file: "c.go", from: 0 }]);
});
