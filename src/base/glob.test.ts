import { expect, it } from "vitest";
import { globMatcher } from "./glob.ts";

const chosen = (list: string, ...names: string[]): string[] => names.filter(globMatcher(list));

it("chooses whole names, with * for any characters and ? for one", () => {
  expect(chosen("net/*", "net", "net/http", "net/http/httptest", "internet/x")).toEqual([
    "net/http",
    "net/http/httptest",
  ]);
  expect(chosen("f?t", "fmt", "ft", "fomt")).toEqual(["fmt"]);
});

it("lets the last glob decide, and chooses the rest where all of them leave out", () => {
  expect(chosen("net/*,!net/http,net/http", "net/http")).toEqual(["net/http"]);
  expect(chosen("*,!net/*", "fmt", "net/http")).toEqual(["fmt"]);
  expect(chosen("!net/*", "fmt", "net/http")).toEqual(["fmt"]);
  expect(chosen("fmt,!net/*", "os")).toEqual([]);
});

it("takes all other characters as they are", () => {
  const symbol = "lib.(*T[go.shape.int]).M$+^{}|/\\";
  expect(chosen(symbol, symbol, "lib")).toEqual([symbol]);
  expect(chosen("a.b", "axb")).toEqual([]);
  expect(chosen("?", "é", "😀")).toEqual(["é", "😀"]);
});
