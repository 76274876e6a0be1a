import { expect, it } from "vitest";
import { buildFlag, subcommandOf } from "./build-flags.ts";

it.each([
  ["build ./...", "build", 1],
  ["build -C dir -v", "build", 3],
  ["build --C=dir -v", "build", 2],
  ["-C dir test ./...", "test", 3],
  ["-C=dir test", "test", 2],
  ["build -C", "build", 3],
])("finds the subcommand of `go %s`, and the place behind -C", (line, name, next) => {
  expect(subcommandOf(line.split(" "))).toEqual({ name, next });
});

it("finds no subcommand where there is none", () => {
  expect(subcommandOf([])).toBeUndefined();
  expect(subcommandOf(["-C", "dir"])).toBeUndefined();
});

it.each([
  ["build -p 3 .", "3"],
  ["build --p=3 .", "3"],
  ["build -p=1 -p 4 .", "4"],
  ["build -o -p ./...", undefined],
  ["build -tags a -p 3 .", "3"],
  ["test ./... -v -p 3", "3"],
  ["test . -run X -args -p 3", undefined],
  ["test . -- -p 3", undefined],
  ["run -race -p 3 . -p 4", "3"],
  ["run -exec wrap -p 3 . -p 4", "3"],
  ["run . -p 4", undefined],
  ["run -ldflags -s . -p 4", undefined],
  ["build -p", ""],
  ["build -parallel=3 .", undefined],
  ["-C dir build -p 3", "3"],
])("reads -p of `go %s` as go does", (line, value) => {
  expect(buildFlag("p", line.split(" "), "")).toBe(value);
});

it("looks into GOFLAGS, quoted words too, and lets the command line win", () => {
  expect(buildFlag("p", ["build"], `-v  '-ldflags=-s -p=9' "-p=2"`)).toBe("2");
  expect(buildFlag("p", ["build", "-p", "3"], "-p=2")).toBe("3");
});
