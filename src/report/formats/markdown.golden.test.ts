import { expect, it } from "vitest";
import { expectGolden } from "../golden.testing.ts";
import { sampleAnalysis } from "../sample.testing.ts";
import { renderMarkdown } from "./markdown.ts";

const options = { top: 3, width: 80, colour: false };

it("writes sentences, tables and findings as Markdown", () => {
  expectGolden(import.meta.url, "markdown.golden.txt", renderMarkdown(sampleAnalysis(), options));
});

it("writes the one table that is asked for", () => {
  const text = renderMarkdown(sampleAnalysis(), { ...options, by: "dependency" });
  expect(text).toContain("\n| dependency | wall | share | importers | each |\n");
  expect(text).not.toContain("| phase |");
});
