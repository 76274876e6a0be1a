import type { Action } from "./action.ts";
import type { ActionGraph } from "./action-graph.ts";
import { dependents } from "./order.ts";

/**
 * What came of an action, as far as the graph tells; go writes its own flag for failure before anything has run.
 * - `ran`: it ran commands.
 * - `failed`: it ran commands, and there is no result.
 * - `cached`: its result was in the build cache. So is, up to go1.19, that of an installed package.
 * - `up-to-date`: the executable was already there, or what only it needs.
 * - `not-needed`: nobody asked for its result: `go list` for a link, a cached test for its binary.
 * - `skipped`: what it depends on failed, or the build was interrupted.
 * - `internal`: no command is recorded of it. Work inside cmd/go, or a test (`test run`).
 */
export type Outcome = "ran" | "failed" | "cached" | "up-to-date" | "not-needed" | "skipped" | "internal";

/** Of each action, by index. Linear. */
export function outcomes({ actions, order }: ActionGraph): Outcome[] {
  const all = actions.map(ownOutcome);
  for (const index of order) {
    const { deps, ignoreFail } = actions[index]!;
    const stopped = deps.some((dep) => all[dep] === "failed" || all[dep] === "skipped");
    if (all[index] === "internal" && stopped && !ignoreFail) all[index] = "skipped";
  }
  markUpToDate(actions, all);
  return all;
}

function ownOutcome(action: Action): Outcome {
  const { mode, needed, times, commands, actionId, buildId } = action;
  if (!times) return "skipped";
  const resultDue = mode === "link" || (mode === "build" && needed);
  if (commands.length > 0) return resultDue && !buildId ? "failed" : "ran";
  if (!actionId) return "internal";
  if (buildId) return "cached";
  return resultDue && mode === "build" ? "skipped" : "not-needed";
}

/**
 * A link for an install (`go build -o` is one, too) has nothing but what is installed to be taken from; and then the
 * main package that only it needs is taken to be as good as there, before the cache is asked
 * (`useCache` in cmd/go/internal/work/buildid.go).
 */
function markUpToDate(actions: readonly Action[], all: Outcome[]): void {
  const after = dependents(actions.map(({ deps }) => deps));
  for (const [index, { mode, deps }] of actions.entries()) {
    const installs = after[index]!.some((next) => actions[next]!.mode === "link-install");
    if (mode !== "link" || all[index] !== "cached" || !installs) continue;
    all[index] = "up-to-date";
    for (const dep of deps) {
      if (actions[dep]!.mode === "build" && after[dep]!.length === 1) all[dep] = "up-to-date";
    }
  }
}
