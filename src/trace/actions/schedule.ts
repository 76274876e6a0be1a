import type { PlacedProcess } from "../timeline.ts";
import { type Action, running } from "./action.ts";
import type { ActionGraph } from "./action-graph.ts";
import type { JoinedGraph } from "./join.ts";

/** Where the time of one action went, from the begin of the graph to its end; nanoseconds. */
export interface Waiting {
  /** Until all that it depends on was done. */
  readonly forDependencies: number;
  /** From then on until a slot was free. */
  readonly forSlot: number;
  readonly running: number;
}

/** When an action ran, on the timeline's axis; nanoseconds, uncertain by the error of the joined graph's clock. */
export interface Scheduled extends Waiting {
  /** Index of the action. */
  readonly action: number;
  readonly ready: number;
  readonly start: number;
  readonly done: number;
}

/** How the actions followed each other. */
export interface Schedule {
  /** Of those that ran to their end, by start, then as cmd/go numbers them. */
  readonly actions: readonly Scheduled[];
  /** Summed over all actions. */
  readonly total: Waiting;
  /** The most actions that ran at once: at most what `-p` allowed. */
  readonly slotsUsed: number;
  /** From the first moment to the last. */
  readonly wall: number;
}

/** Lays out the actions in time; n log n. */
export function schedule({ graph, offset }: Pick<JoinedGraph<PlacedProcess>, "graph" | "offset">): Schedule {
  const actions = graph.order.flatMap((index) => scheduled(graph.actions[index]!, index, offset));
  const total = { forDependencies: 0, forSlot: 0, running: 0 };
  for (const one of actions) {
    total.forDependencies += one.forDependencies;
    total.forSlot += one.forSlot;
    total.running += one.running;
  }
  actions.sort((a, b) => a.start - b.start);
  return { actions, total, slotsUsed: slotsUsed(graph), wall: graph.wall };
}

function scheduled(action: Action, index: number, offset: number): Scheduled[] {
  const { times } = action;
  if (!times) return [];
  const { ready, start, done } = times;
  return [
    {
      action: index,
      ...{ ready: ready + offset, start: start + offset, done: done + offset },
      ...{ forDependencies: ready, forSlot: start - ready, running: running(action) },
    },
  ];
}

/** A slot that becomes free at a moment can be taken at the same moment. */
export function slotsUsed({ actions }: Pick<ActionGraph, "actions">): number {
  const times = actions.flatMap(({ times }) => (times ? [times] : []));
  const starts = Float64Array.from(times, ({ start }) => start).sort();
  const ends = Float64Array.from(times, ({ done }) => done).sort();
  let [most, ended] = [Math.min(1, times.length), 0];
  for (const [started, start] of starts.entries()) {
    while (ends[ended]! <= start) ended++;
    most = Math.max(most, started + 1 - ended);
  }
  return most;
}
