import type { PlacedProcess } from "../timeline.ts";
import type { ActionGraph } from "./action-graph.ts";
import type { JoinedGraph } from "./join.ts";

/** A process that could start because another one had ended. */
export interface Unblocking<Process extends PlacedProcess> {
  readonly from: Process;
  readonly to: Process;
}

/**
 * For the first process of each action, the one that ended last of all that the action depends on: directly, or through
 * actions that ran no traced process. Those that contradict the clock are left out. By the order of the actions; linear.
 */
export function unblockings<Process extends PlacedProcess>({
  graph,
  processes,
}: Pick<JoinedGraph<Process>, "graph" | "processes">): Unblocking<Process>[] {
  const before = processBefore(graph, processes);
  return processes.flatMap(([to], index) => {
    const from = before[index];
    return to && from && from.end <= to.start ? [{ from, to }] : [];
  });
}

/** By the index of the action. */
function processBefore<Process extends PlacedProcess>(
  { actions, order }: Pick<ActionGraph, "actions" | "order">,
  processes: readonly (readonly Process[])[],
): (Process | undefined)[] {
  const before: (Process | undefined)[] = [];
  for (const index of order) {
    const candidates = actions[index]!.deps.map((dep) => lastEnded(processes[dep]!) ?? before[dep]);
    before[index] = lastEnded(candidates);
  }
  return before;
}

/** Of two that ended at once, the first. */
function lastEnded<Process extends PlacedProcess>(
  processes: readonly (Process | undefined)[],
): Process | undefined {
  return processes.reduce((last, one) => (!last || (one && one.end > last.end) ? one : last), undefined);
}
