import { expect, it } from "vitest";
import { MemoryIo } from "./io.testing.ts";
import { json, stdoutColors } from "./print.ts";

it("prints JSON that ends with a line, big numbers as text", () => {
  expect(JSON.parse(json({ time: 12345678901234567890n, n: 1 }))).toEqual({
    time: "12345678901234567890",
    n: 1,
  });
  expect(json({}).endsWith("}\n")).toBe(true);
});

it("colours a terminal, not a pipe, and heeds NO_COLOR before FORCE_COLOR", () => {
  const coloured = (env: Record<string, string>, stdout: boolean): boolean =>
    stdoutColors(new MemoryIo({ stdout, stderr: true }), env).bold("x") !== "x";
  expect(coloured({}, true)).toBe(true);
  expect(coloured({}, false)).toBe(false);
  expect(coloured({ FORCE_COLOR: "1" }, false)).toBe(true);
  expect(coloured({ NO_COLOR: "1", FORCE_COLOR: "1" }, true)).toBe(false);
  expect(coloured({ TERM: "dumb" }, true)).toBe(false);
});
