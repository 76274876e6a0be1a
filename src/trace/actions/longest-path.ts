import { running } from "./action.ts";
import type { ActionGraph } from "./action-graph.ts";

/** The longest chain of actions that wait for each other, by running time: no number of slots makes a build shorter. */
export interface LongestPath {
  /** Sum of the running times; nanoseconds. */
  readonly length: number;
  /** Indexes of its actions, the first to run first; without those that took no time. */
  readonly actions: readonly number[];
  /** By the index of the action: by how much longer it may run before the longest path becomes longer; nanoseconds. */
  readonly slack: readonly number[];
}

type Graph = Pick<ActionGraph, "actions" | "order">;

/** Linear. Of several longest paths the one that cmd/go numbers first. */
export function longestPath(graph: Graph): LongestPath {
  const times = Float64Array.from(graph.actions, running);
  const { upTo, before } = timeUpTo(graph, times);
  const behind = timeBehind(graph, times);
  const last = graph.order.reduce((best, index) => (upTo[index]! > (upTo[best] ?? 0) ? index : best), -1);
  const path: number[] = [];
  for (let index = last; index !== -1; index = before[index]!) if (times[index]! > 0) path.push(index);
  const length = upTo[last] ?? 0;
  const slack = Array.from(times, (_, index) => length - upTo[index]! - behind[index]!);
  return { length, actions: path.reverse(), slack };
}

interface UpTo {
  /** The longest path up to each action, with itself. */
  readonly upTo: Float64Array;
  /** The action before it on that path, or -1. */
  readonly before: Int32Array;
}

function timeUpTo({ actions, order }: Graph, times: Float64Array): UpTo {
  const upTo = new Float64Array(actions.length);
  const before = new Int32Array(actions.length).fill(-1);
  for (const index of order) {
    let longest = 0;
    for (const dep of actions[index]!.deps) {
      if (upTo[dep]! <= longest) continue;
      longest = upTo[dep]!;
      before[index] = dep;
    }
    upTo[index] = longest + times[index]!;
  }
  return { upTo, before };
}

/** The longest path behind each action, without itself. */
function timeBehind({ actions, order }: Graph, times: Float64Array): Float64Array {
  const behind = new Float64Array(actions.length);
  for (const index of order.toReversed()) {
    const from = behind[index]! + times[index]!;
    for (const dep of actions[index]!.deps) behind[dep] = Math.max(behind[dep]!, from);
  }
  return behind;
}
