import type { Action } from "./action.ts";
import { running } from "./action.ts";
import type { ActionGraph } from "./action-graph.ts";
import type { Outcome } from "./outcome.ts";

/** What an action cost when it ran: to be kept by its action id, so that it can be told what the cache spared. */
export interface ActionCost {
  /** The hash of all its inputs, so an action of the same id would do the same again. */
  readonly actionId: string;
  /** For how long it, and what ran for it, held a slot; nanoseconds. */
  readonly running: number;
  /** CPU time of its commands, in user mode and in the kernel; nanoseconds. */
  readonly cpu: number;
}

/** A cost, and which session it was measured in. */
export interface PaidCost extends ActionCost {
  /** Its id; ids sort by time. */
  readonly session: string;
}

/** A graph of which it is known what came of each action. */
interface Ended {
  readonly graph: ActionGraph;
  /** By the index of the action. */
  readonly outcomes: readonly Outcome[];
}

/** Of the actions that ran to a result, in the order of the graph. */
export function costsOf({ graph, outcomes }: Ended): ActionCost[] {
  const parts = partsByFolder(graph.actions, outcomes);
  return graph.actions.flatMap((action, index) => {
    const { actionId, buildId } = action;
    if (outcomes[index] !== "ran" || !actionId || !buildId) return [];
    const all = [action, ...((action.mode === "build" && parts.get(action.objdir)) || [])];
    return [{ actionId, running: sum(all, running), cpu: sum(all, cpuTime) }];
  });
}

/** From go1.26 on cgo and the C compiler run in actions of their own, without an id, in the work folder of the build. */
function partsByFolder(
  actions: readonly Action[],
  outcomes: readonly Outcome[],
): ReadonlyMap<string, readonly Action[]> {
  const parts = new Map<string, Action[]>();
  for (const [index, action] of actions.entries()) {
    const isPart = outcomes[index] === "ran" && !action.actionId && action.objdir !== "";
    if (!isPart) continue;
    const others = parts.get(action.objdir);
    if (others) others.push(action);
    else parts.set(action.objdir, [action]);
  }
  return parts;
}

/** What the build cache spared, as far as earlier costs are known; nanoseconds. */
export interface Spared {
  /** Actions that could have a result in the build cache. */
  readonly of: number;
  /** Of these, those whose result was there. */
  readonly actions: number;
  /** Of these, how many have a known cost. The sums are of them. */
  readonly known: number;
  readonly running: number;
  readonly cpu: number;
}

/** `known`: costs of earlier builds by action id. */
export function sparedBy({ graph, outcomes }: Ended, known: ReadonlyMap<string, ActionCost>): Spared {
  const there = graph.actions.filter((_, index) => isThere(outcomes[index]!));
  const costs = there.flatMap(({ actionId = "" }) => known.get(actionId) ?? []);
  return {
    of: graph.actions.filter(({ actionId }) => actionId !== undefined).length,
    ...{ actions: there.length, known: costs.length },
    running: sum(costs, (cost) => cost.running),
    cpu: sum(costs, (cost) => cost.cpu),
  };
}

function isThere(outcome: Outcome): boolean {
  return outcome === "cached" || outcome === "up-to-date";
}

function cpuTime({ commandUser, commandSystem }: Action): number {
  return commandUser + commandSystem;
}

function sum<T>(all: readonly T[], of: (one: T) => number): number {
  return all.reduce((total, one) => total + of(one), 0);
}
