import type { Host } from "../host/host.ts";
import type { Session } from "../toolchain/session.ts";
import { type BuildSummary, summarizeBuild } from "../trace/actions/summary.ts";
import { keepCosts } from "./action-costs.ts";
import { readQuickActionGraph } from "./session-actions.ts";

/**
 * What go says it did in a session that has just ended, without reading any trace; undefined where it says nothing, or was
 * ended before it could say what came of it. What its actions cost is remembered for later sessions, as far as that is
 * possible.
 */
export async function concludeBuild(host: Host, { id, dir }: Session): Promise<BuildSummary | undefined> {
  const graph = await readQuickActionGraph(host, dir);
  if (!graph?.actions.some(({ times }) => times)) return undefined;
  const summary = summarizeBuild(graph);
  await keepCosts(host, id, summary.costs).catch(() => {}); // a cache that cannot be written must not fail a build
  return summary;
}
