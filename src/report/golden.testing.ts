import { readFileSync, writeFileSync } from "node:fs";
import { expect } from "vitest";

/** Compares a text with the file of that name beside the test (`import.meta.url`); `UPDATE=1` writes the file instead. */
export function expectGolden(test: string, name: string, actual: string): void {
  const file = new URL(name, test);
  if (process.env.UPDATE === "1") writeFileSync(file, actual);
  const update = "UPDATE=1 npx vitest run --project golden rewrites this; read the diff before committing";
  expect(actual, update).toBe(readFileSync(file, "utf8"));
}
