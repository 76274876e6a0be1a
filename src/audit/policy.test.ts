import { expect, it } from "vitest";
import { speaksFor } from "./policy.ts";

it.each([
  ["p.F", "p.F", true],
  ["p.F", "p.F.func1.2", true],
  ["p.F", "p.F-fm", true],
  ["p.F", "p.F.G", false],
  ["p.F", "p.F[int]", false],
  ["a/q.F", "b/p.Main.F.func2", true],
  ["a/q.(*T).M", "b/p.Main.(*T).M.func1.2", true],
  ["a/q.F", "b/p.F.func2", false],
  ["a/q.F", "b/p.(*T).F.func2", false],
  ["a/q.F", "b/p.Main.F", false],
  ["p.F[...]", "p.F", false],
  ["p.F[...]", "p.F[int16]", true],
  ["p.F[...]", "p.F[go.shape.int16_0]", true],
  ["p.F[...]", "p.F[go.shape.[]int,go.shape.map[string]q.T[int]].func2", true],
  ["p.F[...]", "p.F[...].deferwrap1", true],
  ["p.F[...]", "p.F2[int]", false],
  ["p.(*T[...]).M", "p.(*T[go.shape.[4]uint8]).M-fm", true],
  ["p.(*T[...]).M", "p.(*T[int]).N", false],
  ["p.F[int16]", "p.F[int16]", true],
  ["p.F[int16]", "p.F[int32]", false],
])("what is said of %s is said of %s: %s", (outer, symbol, said) => {
  expect(speaksFor(outer, symbol)).toBe(said);
});
