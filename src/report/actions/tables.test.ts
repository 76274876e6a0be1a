import { expect, it } from "vitest";
import { parseActionGraph } from "../../trace/actions/action-graph.ts";
import { analyzeActions } from "../../trace/actions/analyze.ts";
import { graphText } from "../../trace/actions/graph-builder.testing.ts";
import { timeline } from "../../trace/timeline.ts";
import { renderHtml } from "../formats/html.ts";
import { renderMarkdown } from "../formats/markdown.ts";
import { renderText } from "../formats/text.ts";
import { sampleAnalysis } from "../sample.testing.ts";
import { sampleActions } from "./sample.testing.ts";
import { buildTable } from "./tables.ts";

/** A build of two packages that were both in the cache; of one it is known what it cost. */
function cachedBuild() {
  const graph = graphText("app: 0 0 20 < lib\n lib: 0 0 0", { app: { Cmd: null }, lib: { Cmd: null } });
  const cost = { actionId: "build-lib", running: 7e9, cpu: 9e9, session: "s1" };
  const costs = new Map([[cost.actionId, cost]]);
  return analyzeActions(parseActionGraph(graph), timeline([]), { top: 3, costs });
}

it("shows what was cached with the cost that it had, where nothing ran; else the critical path", () => {
  const { columns } = buildTable(cachedBuild());
  expect(columns.map(({ title, cells }) => [title, ...cells])).toEqual([
    ["out of the build cache", "compile lib", "compile app"],
    ["CPU time", "9.00 s", "–"],
    ["ran", "7.00 s", "–"],
    ["in session", "s1", "–"],
  ]);
  expect(buildTable(sampleActions()).columns[0]?.title).toBe("critical path");
});

it("stands in every report that people read, whose headline says that nothing was compiled", () => {
  const analysis = { ...sampleAnalysis({}), actions: cachedBuild() };
  const options = { top: 5, width: 100, colour: false };
  for (const text of [
    renderText(analysis, options),
    renderMarkdown(analysis, options),
    renderHtml(analysis, options, []),
  ]) {
    expect(text).toContain("Nothing was compiled: all 2 results came out of the build cache");
    expect(text).toContain("9.00 s");
  }
});
