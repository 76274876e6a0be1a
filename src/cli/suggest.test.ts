import { expect, it } from "vitest";
import { suggest } from "./suggest.ts";

const commands = ["go", "build", "report", "list", "clean", "doctor"];

it.each([
  ["biuld", "build"],
  ["reprot", "report"],
  ["lst", "list"],
  ["docter", "doctor"],
  ["og", "go"],
])("takes %s for %s", (word, meant) => {
  expect(suggest(word, commands)).toBe(meant);
});

it("does not guess where nothing is near", () => {
  for (const word of ["install", "x", "version", ""]) expect(suggest(word, commands)).toBeUndefined();
});
