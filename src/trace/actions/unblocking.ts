import type { PlacedProcess } from "../timeline.ts";
import type { JoinedGraph } from "./join.ts";
import { lastDone } from "./last-done.ts";

/** A process that could start because another one had ended. */
export interface Unblocking<Process extends PlacedProcess> {
  readonly from: Process;
  readonly to: Process;
}

/**
 * What the first process of each action had waited for: the process that ended last of the action that was done last of
 * those that it depends on. Where that one ran no traced process, it is what that one had waited for in turn. Those that
 * contradict the clock are left out. By the order of the actions; linear.
 */
export function unblockings<Process extends PlacedProcess>({
  graph,
  processes,
}: Pick<JoinedGraph<Process>, "graph" | "processes">): Unblocking<Process>[] {
  const before = processBefore(graph.order, (index) => lastDone(graph, index), processes);
  return processes.flatMap(([to], index) => {
    const from = before[index];
    return to && from && from.end <= to.start ? [{ from, to }] : [];
  });
}

/** By the index of the action: the process that it waited for last. */
function processBefore<Process extends PlacedProcess>(
  order: readonly number[],
  waitedFor: (index: number) => number | undefined,
  processes: readonly (readonly Process[])[],
): (Process | undefined)[] {
  const before: (Process | undefined)[] = [];
  for (const index of order) {
    const dep = waitedFor(index);
    before[index] = dep === undefined ? undefined : (lastEnded(processes[dep]!) ?? before[dep]);
  }
  return before;
}

function lastEnded<Process extends PlacedProcess>(processes: readonly Process[]): Process | undefined {
  return processes.reduce<Process | undefined>(
    (last, one) => (last && last.end >= one.end ? last : one),
    undefined,
  );
}
