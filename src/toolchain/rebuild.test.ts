import { expect, it } from "vitest";
import { isLate } from "./rebuild.ts";

it("copies late only what go does not look at: it reads the head of every Go file of a package, tests too", () => {
  const late = [
    "api/go1.txt",
    "doc/x.html",
    "misc/a.go",
    "test/fixedbugs/a.go",
    "src/go/types/testdata/a.go",
  ];
  const early = [
    "src/cmd/compile/internal/ssa/cse_test.go",
    "src/testing/testing.go",
    "src/go/doc/doc.go",
    "VERSION",
  ];
  expect(late.filter(isLate)).toEqual(late);
  expect(early.filter(isLate)).toEqual([]);
});
