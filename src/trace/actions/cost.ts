import type { Placeable } from "../timeline.ts";
import { running } from "./action.ts";
import type { JoinedGraph } from "./join.ts";

/** What an action cost when it last ran: to be kept by its action id, so that it can be told what the cache spared. */
export interface ActionCost {
  /** The hash of all its inputs, so an action of the same id would do the same again. */
  readonly actionId: string;
  /** For how long it held a slot; nanoseconds. */
  readonly running: number;
  /** CPU time of its commands, in user mode and in the kernel; nanoseconds. */
  readonly cpu: number;
}

/** Of the actions that ran to a result, in the order of the graph. */
export function costsOf({ graph, outcomes }: JoinedGraph<Placeable>): ActionCost[] {
  return graph.actions.flatMap((action, index) => {
    const { actionId, buildId, commandUser, commandSystem } = action;
    if (outcomes[index] !== "ran" || !actionId || !buildId) return [];
    return [{ actionId, running: running(action), cpu: commandUser + commandSystem }];
  });
}

/** What the build cache spared, as far as earlier costs are known; nanoseconds. */
export interface Spared {
  /** Actions whose result was there. */
  readonly actions: number;
  /** Of these, how many have a known cost. The sums are of them. */
  readonly known: number;
  readonly running: number;
  readonly cpu: number;
}

/** `known`: costs of earlier builds by action id. */
export function sparedBy(
  { graph, outcomes }: JoinedGraph<Placeable>,
  known: ReadonlyMap<string, ActionCost>,
): Spared {
  const there = graph.actions.filter((_, index) => isThere(outcomes[index]!));
  const costs = there.flatMap(({ actionId = "" }) => known.get(actionId) ?? []);
  return {
    ...{ actions: there.length, known: costs.length },
    running: costs.reduce((sum, cost) => sum + cost.running, 0),
    cpu: costs.reduce((sum, cost) => sum + cost.cpu, 0),
  };
}

function isThere(outcome: string): boolean {
  return outcome === "cached" || outcome === "up-to-date";
}
