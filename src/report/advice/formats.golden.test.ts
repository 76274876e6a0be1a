import { expect, it } from "vitest";
import { sampleActions } from "../actions/sample.testing.ts";
import { renderMarkdown } from "../formats/markdown.ts";
import { renderText } from "../formats/text.ts";
import { expectGolden } from "../golden.testing.ts";
import { sampleAnalysis, sampleFiles } from "../sample.testing.ts";
import { sampleAdvice } from "./sample.testing.ts";

const analysis = { ...sampleAnalysis(), findings: [], actions: sampleActions(), advice: sampleAdvice };
const screen = { top: 10, width: 80, colour: false };

it("says three things that could be done, on a screen", () => {
  const text = renderText(analysis, { ...screen, fit: true });
  expectGolden(import.meta.url, "advice.text.golden.txt", text);
  expect(text.trimEnd().split("\n").length).toBeLessThanOrEqual(50);
});

it("says all of it with figures and places where that is asked for", () => {
  expectGolden(import.meta.url, "rules.text.golden.txt", renderText(analysis, { ...screen, rules: true }));
});

it("says the same in Markdown", () => {
  const all = renderMarkdown(analysis, { ...screen, rules: true });
  expectGolden(import.meta.url, "rules.markdown.golden.txt", all);
  expect(renderMarkdown(analysis, screen)).toContain("\n- and 1 more\n");
});

it("fits a screen where it can choose its rows, whatever there is to say", () => {
  const [[file, bytes] = ["", new Uint8Array()]] = Object.entries(sampleFiles);
  const well = sampleAnalysis({ [file]: bytes });
  const packages = Array.from({ length: 200 }, (_, i) => ({ ...well.packages[0]!, package: `p${i}` }));
  const { findings: _, ...actions } = analysis.actions;
  const large = { ...well, advice: sampleAdvice, packages, actions: { ...actions, findings: [] } };
  const lines = (fit: boolean): number =>
    renderText(large, { ...screen, fit })
      .trimEnd()
      .split("\n").length;
  expect(lines(true)).toBeLessThanOrEqual(50);
  expect(lines(true)).toBeGreaterThanOrEqual(24);
  expect(lines(false)).toBeGreaterThan(50);
});

it("leaves a report that is asked for one table with that table", () => {
  expect(renderText(analysis, { ...screen, by: "phase" })).not.toContain("critical path");
});

it("has nothing to say where no rule has", () => {
  const text = renderText({ ...analysis, advice: [] }, { ...screen, rules: true });
  expect(text).toContain("No rule has anything to say of this build.");
});
