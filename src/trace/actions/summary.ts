import type { ActionGraph } from "./action-graph.ts";
import { type ActionCost, costsOf, type Spared, sparedBy } from "./cost.ts";
import { outcomes } from "./outcome.ts";

/** What a build came to, from its graph alone. */
export interface BuildSummary {
  /** Packages that were compiled, each counted once. */
  readonly compiled: number;
  /** Compiles, links and others that ran and have no result. */
  readonly failed: number;
  /** CPU time of all that was run to compile them; nanoseconds. */
  readonly cpu: number;
  /** Actions that could have a result in the build cache, and those of them whose result was there. */
  readonly results: Pick<Spared, "of" | "actions">;
  /** Of the actions that ran to a result. */
  readonly costs: readonly ActionCost[];
}

/** Linear. */
export function summarizeBuild(graph: ActionGraph): BuildSummary {
  const ended = { graph, outcomes: outcomes(graph) };
  const costs = costsOf(ended);
  const compiles = graph.actions.filter(({ mode }, i) => mode === "build" && ended.outcomes[i] === "ran");
  const ids = new Set(compiles.map(({ actionId }) => actionId));
  const cpu = costs.reduce((sum, cost) => sum + (ids.has(cost.actionId) ? cost.cpu : 0), 0);
  const { of, actions } = sparedBy(ended, new Map());
  return {
    compiled: new Set(compiles.map((action) => action.package)).size,
    failed: ended.outcomes.filter((outcome) => outcome === "failed").length,
    ...{ cpu, results: { of, actions }, costs },
  };
}
