import type { ActionGraph } from "../actions/action-graph.ts";
import type { GraphFinding } from "../actions/finding.ts";
import { FreeLanes } from "./free-lanes.ts";
import type { SourceTrace } from "./source-trace.ts";
import { SpanBuilder } from "./span-builder.ts";

/** What `go build -debug-actiongraph` says as spans: the actions that ran, side by side on as few lanes as there may be. */
export function actionSource({ actions, begin, findings }: ActionGraph): SourceTrace<GraphFinding> {
  const spans = new SpanBuilder();
  const lanes = new FreeLanes(1);
  const ran = actions.flatMap(({ mode, package: path, times }) =>
    times ? [{ name: nameOf(mode, path), ...times }] : [],
  );
  let dropped = 0;
  for (const { name, start, done } of ran.sort((a, b) => a.start - b.start || b.done - a.done)) {
    const lane = lanes.take(start, done);
    if (lane === undefined) dropped++;
    else spans.add({ kind: "action", name, start, end: done, lane, parent: -1 });
  }
  for (let lane = 1; lane <= lanes.count; lane++) spans.nameLane(lane, `slot ${lane}`);
  return {
    header: { tool: "go", package: "actions" },
    clock: { kind: "wall", zero: begin, quantum: 1 },
    trace: spans.finish(),
    dropped,
    findings,
  };
}

function nameOf(mode: string, path: string): string {
  return path === "" ? mode : `${mode} ${path}`;
}
