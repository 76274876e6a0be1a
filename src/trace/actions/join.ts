import type { WallOffset } from "../clock/wall-offset.ts";
import { importPathOf, withoutVariant } from "../event.ts";
import type { PlacedProcess, PlacedTimeline } from "../timeline.ts";
import type { Action } from "./action.ts";
import type { ActionGraph } from "./action-graph.ts";
import { ActionFindings, type JoinFinding } from "./finding.ts";
import { type Outcome, outcomes } from "./outcome.ts";

/** How far a time of the wall clock, put on the timeline's axis, may be off; see `WallOffset`. */
export type WallClock = Pick<WallOffset, "error" | "set">;

/** A graph and the processes that were traced while it ran. */
export interface JoinedGraph<Process extends PlacedProcess> {
  readonly graph: ActionGraph;
  /** What to add to a time of the graph to get one of the timeline; nanoseconds. */
  readonly offset: number;
  /** Without error where there is no traced process: the graph is then an axis of its own. */
  readonly clock: WallClock;
  /** By the index of the action. */
  readonly outcomes: readonly Outcome[];
  /** By the index of the action: its processes, in the order of the timeline. */
  readonly processes: readonly (readonly Process[])[];
  /** Those of no action that is known. */
  readonly others: readonly Process[];
  readonly findings: readonly JoinFinding[];
}

/**
 * Finds the action of each process. A compile or link has been told its `-buildid`, whose first part is the graph's
 * `ActionID`: so it is in go1.19 to go1.27. Other tools are told none: theirs is the action of the same package that
 * ran a command at that time, and of two such (a package and its test variant) the one whose compile has the same
 * import path with its variant.
 */
export function joinProcesses<Process extends PlacedProcess>(
  graph: ActionGraph,
  line: PlacedTimeline<Process>,
): JoinedGraph<Process> {
  const { error, set } = line.clock.wall ?? { error: 0, set: false };
  const clock = { error, set };
  const offset = line.processes.length > 0 ? Number(graph.begin - line.wallZero) : 0;
  const join = new Join(graph, line.processes, offset, clock.error);
  const { processes, others, findings } = join;
  if (clock.set) findings.add({ kind: "wall-clock-set", by: clock.error });
  const ofAnother = graph.wall > 0 && line.processes.length > 0 && !join.overlaps();
  if (ofAnother) findings.add({ kind: "graph-of-another-time" });
  return {
    ...{ graph, offset, clock, outcomes: outcomes(graph), processes, others },
    findings: findings.all<JoinFinding>(),
  };
}

class Join<Process extends PlacedProcess> {
  readonly processes: Process[][];
  readonly others: Process[] = [];
  readonly findings = new ActionFindings();
  private readonly byActionId: ReadonlyMap<string, number>;
  private readonly byPackage: ReadonlyMap<string, readonly number[]>;
  /** The work folder in which the compile of an import path ran. */
  private readonly objdirs = new Map<string, string>();
  /** A graph that was never finished knows of no run, and has a finding that says so. */
  private readonly knowsRuns: boolean;

  constructor(
    private readonly graph: ActionGraph,
    private readonly all: readonly Process[],
    private readonly offset: number,
    private readonly error: number,
  ) {
    this.byActionId = actionIds(graph.actions);
    this.byPackage = packages(graph.actions);
    this.processes = graph.actions.map(() => []);
    this.knowsRuns = graph.actions.some(({ times }) => times !== undefined);
    const found = all.map((process) => this.withActionId(process));
    for (const [at, process] of all.entries()) this.put(process, found[at] ?? this.atThatTime(process));
  }

  /** Whether graph and processes have any moment in common. */
  overlaps(): boolean {
    const [from, to] = [this.offset - this.error, this.offset + this.graph.wall + this.error];
    return this.all.some(({ start, end }) => start <= to && end >= from);
  }

  private withActionId({ header }: Process): number | undefined {
    const index = header.action && this.byActionId.get(actionIdOf(header.action));
    if (typeof index !== "number") return undefined;
    if (header.tool === "compile") this.objdirs.set(importPathOf(header), this.graph.actions[index]!.objdir);
    return index;
  }

  /** One with an action id that the graph does not have is of another graph. */
  private atThatTime(process: Process): number | undefined {
    if (process.header.action) return undefined;
    const path = importPathOf(process.header);
    const ofPackage = this.byPackage.get(withoutVariant(path)) ?? [];
    const then = ofPackage.filter((index) => this.outside(process, index) === 0);
    if (then.length <= 1) return then[0];
    const objdir = this.objdirs.get(path);
    const together = then.filter((index) => this.graph.actions[index]!.objdir === objdir);
    return together.length === 1 ? together[0] : undefined;
  }

  private put(process: Process, index: number | undefined): void {
    const { file } = process;
    if (index === undefined) {
      this.others.push(process);
      if (this.knowsRuns) this.findings.add({ kind: "process-without-action", file });
      return;
    }
    this.processes[index]!.push(process);
    const by = this.outside(process, index);
    if (by > 0) this.findings.add({ kind: "process-outside-action", file, by });
  }

  /** How far the process reaches beyond the time of the action, the error of the clock apart; nanoseconds. */
  private outside({ start, end }: Process, index: number): number {
    const { times } = this.graph.actions[index]!;
    if (!times) return 0;
    const [from, to] = [times.start + this.offset, times.done + this.offset];
    return Math.max(0, from - start - this.error, end - to - this.error);
  }
}

/** The first part of a `-buildid` value. */
export function actionIdOf(buildId: string): string {
  return buildId.split("/", 1)[0]!;
}

/** The first action of each id. */
function actionIds(actions: readonly Action[]): Map<string, number> {
  const indexes = new Map<string, number>();
  for (const [index, { actionId }] of actions.entries()) {
    if (actionId && !indexes.has(actionId)) indexes.set(actionId, index);
  }
  return indexes;
}

/** The actions of each package that ran commands to their end. */
function packages(actions: readonly Action[]): Map<string, number[]> {
  const indexes = new Map<string, number[]>();
  for (const [index, action] of actions.entries()) {
    if (action.commands.length === 0 || !action.times) continue;
    const list = indexes.get(action.package);
    if (list) list.push(index);
    else indexes.set(action.package, [index]);
  }
  return indexes;
}
