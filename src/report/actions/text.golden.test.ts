import { stripVTControlCharacters } from "node:util";
import { expect, it } from "vitest";
import { parseActionGraph } from "../../trace/actions/action-graph.ts";
import { analyzeActions } from "../../trace/actions/analyze.ts";
import { timeline } from "../../trace/timeline.ts";
import { expectGolden } from "../golden.testing.ts";
import { sampleActions } from "./sample.testing.ts";
import { renderActionsText } from "./text.ts";

const widest = (text: string): number => Math.max(...text.split("\n").map((line) => [...line].length));

it("shows what a build did and waited for", () => {
  const text = renderActionsText(sampleActions(), { width: 100, colour: false });
  expectGolden(import.meta.url, "text.golden.txt", text);
  expect(widest(text)).toBeLessThanOrEqual(100);
});

it("fits a narrow screen, and changes nothing but colour when it is coloured", () => {
  const plain = renderActionsText(sampleActions(), { width: 72, colour: false });
  const coloured = renderActionsText(sampleActions(), { width: 72, colour: true });
  expect(widest(plain)).toBeLessThanOrEqual(72);
  expect(coloured).toContain("\u001b[");
  expect(stripVTControlCharacters(coloured)).toBe(plain);
});

it("lets no control character of a name through to the terminal", () => {
  const text = renderActionsText(sampleActions(), { width: 100, colour: false });
  expect(text).toContain("compile os\ufffd[2J");
  expect(text).not.toContain("\u001b");
});

it("shows the critical path in at most ten lines", () => {
  const text = renderActionsText(sampleActions(), { width: 100, colour: false });
  const path = text.slice(text.indexOf("critical path  "), text.indexOf("Critical path,"));
  expect(path.trimEnd().split("\n").length).toBe(10);
});

it("says so when there was nothing to do, or no graph", () => {
  const render = (text: string): string =>
    renderActionsText(analyzeActions(parseActionGraph(text), timeline([]), { top: 3 }), {
      width: 100,
      colour: false,
    });
  expect(render("[]")).toBe("go had nothing to do.\n");
  expect(render("{")).toContain("error: Not an action graph\n  it is not JSON.");
});
