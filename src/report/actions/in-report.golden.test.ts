import { expect, it } from "vitest";
import { noActionGraph } from "../../trace/actions/action-graph.ts";
import { analyzeActions } from "../../trace/actions/analyze.ts";
import { timeline } from "../../trace/timeline.ts";
import { renderMarkdown } from "../formats/markdown.ts";
import { renderText } from "../formats/text.ts";
import { expectGolden } from "../golden.testing.ts";
import { sampleAnalysis } from "../sample.testing.ts";
import { sampleActions } from "./sample.testing.ts";

const screen = { top: 10, width: 100, colour: false };
const without = { ...sampleAnalysis(), clocks: [] }; // how exact the times of processes are stands there anyhow
const whole = { ...without, actions: sampleActions() };

/** What `after` has and `before` has not, where it is in one piece. */
function added(before: string, after: string): string {
  let from = 0;
  while (before[from] === after[from]) from++;
  const rest = before.length - from;
  expect(after.endsWith(before.slice(from))).toBe(true);
  return after.slice(from, after.length - rest);
}

it("stands in the text report in about a dozen lines, before the findings", () => {
  const { findings: _, ...actions } = whole.actions;
  const text = renderText({ ...without, actions: { ...actions, findings: [] } }, screen);
  const section = added(renderText(without, screen), text);
  expectGolden(import.meta.url, "in-report.golden.txt", section);
  expect(section.trim().split("\n").length).toBeLessThanOrEqual(15);
});

it("stands in the Markdown report with its critical path", () => {
  const text = renderMarkdown(whole, screen);
  expectGolden(import.meta.url, "in-report.golden.md", text.slice(text.indexOf("### What go did")));
});

it("leaves a report that is asked for one table with that table", () => {
  const by = { ...screen, by: "phase" } as const;
  const clean = { ...whole, actions: { ...whole.actions, findings: [] } };
  expect(renderText(clean, by)).toBe(renderText(without, by));
  expect(renderMarkdown(clean, by)).toBe(renderMarkdown(without, by));
});

it("is only a finding where there is no graph", () => {
  const actions = analyzeActions(noActionGraph({ kind: "missing-action-graph" }), timeline([]), { top: 3 });
  const section = added(renderText(without, screen), renderText({ ...without, actions }, screen));
  expect(section).toMatch(/^\nnote: No action graph\n {2}[\s\S]+\.\n$/);
  expect(renderMarkdown({ ...without, actions }, screen)).toBe(
    `${renderMarkdown(without, screen)}- No action graph\n`,
  );
});
