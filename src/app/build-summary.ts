import { join } from "node:path";
import type { Host } from "../host/host.ts";
import { actionGraphFile } from "../toolchain/action-graph.ts";
import type { Session } from "../toolchain/session.ts";
import { type BuildSummary, summarizeBuild } from "../trace/actions/summary.ts";
import { keepCosts } from "./action-costs.ts";
import { readActionGraph } from "./session-actions.ts";

/** Nobody shall wait for the prompt until a larger graph is read; one of 10,000 packages has less. */
const largestGraph = 16e6;

/**
 * What go says it did in a session that has just ended, without reading any trace; undefined where it says nothing. What
 * its actions cost is remembered for later sessions, as far as that is possible.
 */
export async function concludeBuild(host: Host, { id, dir }: Session): Promise<BuildSummary | undefined> {
  const { size = 0 } = (await host.stat(join(dir, actionGraphFile))) ?? {};
  const graph = size <= largestGraph ? await readActionGraph(host, dir) : undefined;
  if (!graph || graph.actions.length === 0) return undefined;
  const summary = summarizeBuild(graph);
  await keepCosts(host, id, summary.costs).catch(() => {}); // a cache that cannot be written must not fail a build
  return summary;
}
