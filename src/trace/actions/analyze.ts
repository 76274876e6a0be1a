import type { Measured } from "../measure.ts";
import type { Timeline, TimelineProcess } from "../timeline.ts";
import type { ActionGraph } from "./action-graph.ts";
import { type PaidCost, type Spared, sparedBy } from "./cost.ts";
import { type CriticalPath, criticalPath } from "./critical-path.ts";
import type { ActionFinding } from "./finding.ts";
import { type JoinedGraph, joinProcesses, type WallClock } from "./join.ts";
import type { Outcome } from "./outcome.ts";
import { type Scheduled, schedule, type Waiting } from "./schedule.ts";
import { type WhatIf, whatIf } from "./what-if.ts";

/** What cmd/go did, with the traced processes inside. All times are nanoseconds, moments on the timeline's axis. */
export interface ActionAnalysis {
  /** From the first moment of the graph to its last: without what go does before it has one, and after. */
  readonly wall: number;
  /** How far the moments may be off: go records those of the wall clock only. */
  readonly clock: WallClock;
  /** How many actions came to what. */
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>;
  /** Summed over all actions. */
  readonly waiting: Waiting;
  /** In the order of the graph. */
  readonly actions: readonly ActionRow[];
  readonly path: Omit<CriticalPath, "slack">;
  readonly whatIf: WhatIf;
  readonly spared: Spared;
  readonly findings: readonly ActionFinding[];
}

/** An action; those that did not run to their end have no times. */
export interface ActionRow extends Partial<Omit<Scheduled, "action">> {
  /** As cmd/go numbers it in the graph. */
  readonly id: number;
  readonly mode: string;
  /** Its import path, without a test variant; empty where the action is of none. */
  readonly package: string;
  readonly outcome: Outcome;
  readonly actionId?: string;
  /** By how much longer it may run before the critical path becomes longer. */
  readonly slack: number;
  /** What it cost when it last ran, if it did not now and that is known. */
  readonly lastCost?: Omit<PaidCost, "actionId">;
  /** The index of the action that was done last of those that it depends on; absent where it depends on none. */
  readonly waitedFor?: number;
  /** The span files of its processes. */
  readonly files: readonly string[];
}

export interface ActionOptions {
  /** How many units of work are tried to be free. */
  readonly top: number;
  /** What `-p` was, if that is known. */
  readonly slots?: number;
  /** Costs of earlier builds by action id. */
  readonly costs?: ReadonlyMap<string, PaidCost>;
}

/** All of it at once; n log n. */
export function analyzeActions(
  graph: ActionGraph,
  line: Timeline<Measured>,
  { top, slots, costs = new Map() }: ActionOptions,
): ActionAnalysis {
  const joined = joinProcesses(graph, line);
  const { actions, total, wall } = schedule(joined);
  const { slack, ...path } = criticalPath(joined);
  const rows = new Map(actions.map(({ action, ...times }) => [action, times]));
  return {
    ...{ wall, clock: joined.clock, outcomes: countOutcomes(joined.outcomes), waiting: total },
    actions: graph.actions.map((_, index) => ({
      ...row(joined, index, costs),
      slack: slack[index]!,
      ...rows.get(index),
    })),
    ...{ path, whatIf: whatIf(graph, top, slots), spared: sparedBy(joined, costs) },
    // A graph of nothing says nothing of the processes.
    findings: [...graph.findings, ...(graph.actions.length > 0 ? joined.findings : [])],
  };
}

function row(
  { graph, outcomes, processes }: JoinedGraph<TimelineProcess<Measured>>,
  index: number,
  costs: ReadonlyMap<string, PaidCost>,
): Omit<ActionRow, "slack"> {
  const { id, mode, package: path, actionId } = graph.actions[index]!;
  const outcome = outcomes[index]!;
  const last = outcome === "ran" || !actionId ? undefined : costs.get(actionId);
  const waitedFor = lastDone(graph, index);
  return {
    ...{ id, mode, package: path, outcome },
    ...(actionId && { actionId }),
    ...(last && { lastCost: { running: last.running, cpu: last.cpu, session: last.session } }),
    ...(waitedFor !== undefined && { waitedFor }),
    files: processes[index]!.map(({ file }) => file),
  };
}

/** Of two that were done at once, the one that the action names first. */
function lastDone({ actions }: ActionGraph, index: number): number | undefined {
  const done = (one: number): number => actions[one]!.times?.done ?? Number.NEGATIVE_INFINITY;
  return actions[index]!.deps.reduce<number | undefined>(
    (last, dep) => (last === undefined || done(dep) > done(last) ? dep : last),
    undefined,
  );
}

/** Sorted by their names, so that the same build gives the same text. */
function countOutcomes(all: readonly Outcome[]): Partial<Record<Outcome, number>> {
  const counts: Partial<Record<Outcome, number>> = {};
  for (const outcome of [...all].sort()) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}
