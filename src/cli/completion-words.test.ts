import { expect, it } from "vitest";
import { completedWords, offered } from "./completion-words.ts";

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
