import { expect, it } from "vitest";
import { parseDuration } from "./duration.ts";

it.each([
  ["0", 0],
  ["90s", 90e9],
  ["10m", 600e9],
  ["1h30m", 5400e9],
  ["1m30s500ms", 90.5e9],
  [".5ms", 5e5],
  ["1.5µs", 1500],
  ["2μs", 2000],
  ["3us", 3000],
  ["7ns", 7],
  ["1.s", 1e9],
])("reads %s as Go does", (text, nanoseconds) => {
  expect(parseDuration(text)).toBe(nanoseconds);
});

it.each(["", "10", "m", "10 m", "-1s", "1d", "1h30", "1e3s", "10m ", ".s", "s5", "1.2.3s"])(
  "takes %j for no duration",
  (text) => {
    expect(parseDuration(text)).toBeUndefined();
  },
);
