import { expect, it } from "vitest";
import { diff } from "./commands/diff.ts";
import { explain } from "./commands/explain.ts";
import { exportTraces } from "./commands/export.ts";
import { completedWords, offered, wantedNames } from "./completion-words.ts";

it("takes a value apart from its option, as each shell gives them", () => {
  const apart = ["report", "--format", "m"];
  expect(completedWords(["report", "--format", "=", "m"])).toEqual({ words: apart, prefix: "" });
  expect(completedWords(["report", "--format=m"])).toEqual({ words: apart, prefix: "--format=" });
  expect(completedWords(["report", "--format", "="])).toEqual({
    words: ["report", "--format", ""],
    prefix: "",
  });
  expect(completedWords(["report", "--by", "=", "pass", "--top", ""])).toEqual({
    words: ["report", "--by", "pass", "--top", ""],
    prefix: "",
  });
});

it("leaves other signs where they are", () => {
  for (const words of [["--inject", "A", "=", "b"], ["=", "x"], []])
    expect(completedWords(words)).toEqual({ words, prefix: "" });
});

it("offers of an option that is on how to turn it off, no short name twice, and whole words", () => {
  const options = {
    progress: { type: "boolean", default: true },
    quiet: { type: "boolean", default: false },
  } as const;
  expect(offered(["--progress:On a terminal", "--quiet", "--o", "-o"], options, "")).toEqual([
    ...["--no-progress:Not: On a terminal", "--quiet", "-o"],
  ]);
  expect(offered(["markdown"], options, "--format=")).toEqual(["--format=markdown"]);
});

it("knows which recorded names a word can be, behind options and in a list", () => {
  const [none, sessions] = [undefined, { kind: "sessions", before: "" }];
  expect(wantedNames([""], diff)).toEqual(sessions);
  expect(wantedNames(["a", "--top", "3", "--md", ""], diff)).toEqual(sessions);
  expect(wantedNames(["a,b,2026"], diff)).toEqual({ ...sessions, before: "a,b," });
  expect(wantedNames(["a", "--top", ""], diff)).toBe(none);
  expect(wantedNames(["a", "-"], diff)).toBe(none);
  expect(wantedNames(["a", "-o", ""], diff)).toBe(none);
  expect(wantedNames(["net/*,!net"], explain)).toEqual({ kind: "packages", before: "net/*,!" });
  expect(wantedNames(["--session", "s1", ""], explain)).toMatchObject({ kind: "packages", session: "s1" });
  expect(wantedNames(["net", "--session", ""], explain)).toEqual({ kind: "session", before: "" });
  expect(wantedNames(["s1", "s2", ""], exportTraces)).toMatchObject({ kind: "session" });
  expect(wantedNames(["s1", "--package", ""], exportTraces)).toMatchObject({
    kind: "packages",
    session: "s1",
  });
});
