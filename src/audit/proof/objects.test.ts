import { expect, it } from "vitest";
import { type CompiledPackage, compareObjects } from "./objects.ts";

/** `fmt a/1`: package, object, content. */
function packages(...lines: string[]): CompiledPackage[] {
  return lines.map((line) => {
    const [path = "", object = "", content = ""] = line.split(/[ /]/);
    return { path, object, content, bytes: 10 };
  });
}

it("counts what is the same in every byte", () => {
  const stock = packages("errors a/1", "fmt b/2");
  expect(compareObjects(stock, stock)).toEqual({ compared: 2, identical: 2, bytes: 20, differences: [] });
});

it("tells an object with other content from one that only names another import", () => {
  const stock = packages("errors a/1", "fmt b/2", "io c/3");
  const other = packages("errors x/9", "fmt y/2", "io c/3");
  expect(compareObjects(stock, other)).toEqual({
    compared: 3,
    identical: 1,
    bytes: 10,
    differences: [
      { path: "errors", change: "content" },
      { path: "fmt", change: "header" },
    ],
  });
});

it("misses no package that only one of the compilers made", () => {
  const { compared, differences } = compareObjects(packages("errors a/1"), packages("fmt b/2"));
  expect(compared).toBe(2);
  expect(differences).toEqual([
    { path: "errors", change: "missing" },
    { path: "fmt", change: "additional" },
  ]);
});
