import type { Action, ActionTimes } from "./action.ts";
import { Fields, isCount, isText, type Json } from "./fields.ts";
import { ActionFindings, type GraphFinding } from "./finding.ts";
import { order } from "./order.ts";

/** What one invocation of go had to do, and when it did it. */
export interface ActionGraph {
  /** In the order of the file; go writes the root first. */
  readonly actions: readonly Action[];
  /** Indexes of all actions, each after those that it depends on. */
  readonly order: readonly number[];
  /** The first moment of the graph, Unix nanoseconds; 0 if it has none. */
  readonly begin: bigint;
  /** From there to its last moment; nanoseconds. */
  readonly wall: number;
  readonly findings: readonly GraphFinding[];
}

/**
 * Reads what `go build -debug-actiongraph=FILE` writes; the form is the same from go1.19 to go1.27. Never throws,
 * whatever the text: what is wrong stands in `findings`, and the rest counts. Cycles are cut. Linear.
 */
export function parseActionGraph(text: string): ActionGraph {
  const findings = new ActionFindings();
  const read = readActions(parseList(text, findings), findings);
  const { deps, order: ordered, cut } = order(dependencies(read, findings));
  for (const [from, to] of cut) {
    findings.add({ kind: "dependency-cycle", id: read[from]!.id, dependency: read[to]!.id });
  }
  const { begin, times } = placeTimes(read, findings);
  const actions = read.map(({ id, fields }, index) => ({
    ...readAction(id, fields),
    deps: deps[index]!,
    ...(times[index] && { times: times[index] }),
  }));
  const wall = times.reduce((last, one) => Math.max(last, one?.done ?? 0), 0);
  return { actions, order: ordered, begin, wall, findings: findings.all<GraphFinding>() };
}

/** A graph of nothing: that of a build of which there is none, for the reason that `finding` gives. */
export function noActionGraph(finding: GraphFinding): ActionGraph {
  return { actions: [], order: [], begin: 0n, wall: 0, findings: [finding] };
}

interface ReadAction {
  readonly id: number;
  readonly fields: Fields;
}

function parseList(text: string, findings: ActionFindings): readonly unknown[] {
  let problem = "it is not a list";
  try {
    const list: unknown = JSON.parse(text);
    if (Array.isArray(list)) return list;
  } catch {
    problem = "it is not JSON";
  }
  findings.add({ kind: "not-an-action-graph", problem });
  return [];
}

function readActions(list: readonly unknown[], findings: ActionFindings): ReadAction[] {
  const ids = new Set<number>();
  return list.flatMap((json, at) => {
    const id: unknown = typeof json === "object" && json !== null ? (json as Json).ID : undefined;
    if (!isCount(id)) findings.add({ kind: "bad-action", at });
    else if (ids.has(id)) findings.add({ kind: "repeated-action", id });
    else {
      ids.add(id);
      return [{ id, fields: new Fields(json as Json, id, findings) }];
    }
    return [];
  });
}

/** Of each action, as indexes, each once. */
function dependencies(read: readonly ReadAction[], findings: ActionFindings): number[][] {
  const indexes = new Map(read.map(({ id }, index) => [id, index]));
  return read.map(({ id, fields }) => {
    const known = new Set<number>();
    for (const dependency of fields.list("Deps", isCount)) {
      const index = indexes.get(dependency);
      if (index === undefined) findings.add({ kind: "unknown-dependency", id, dependency });
      else known.add(index);
    }
    return [...known];
  });
}

function readAction(id: number, fields: Fields): Omit<Action, "deps" | "times"> {
  const [actionId, buildId] = [fields.text("ActionID"), fields.text("BuildID")];
  return {
    id,
    mode: fields.text("Mode"),
    package: fields.text("Package"),
    priority: fields.number("Priority"), // go leaves out 0
    needed: fields.flag("NeedBuild"),
    ignoreFail: fields.flag("IgnoreFail"),
    objdir: fields.text("Objdir"),
    ...(actionId && { actionId }),
    ...(buildId && { buildId }),
    commands: fields.list("Cmd", isText),
    commandReal: fields.number("CmdReal"),
    commandUser: fields.number("CmdUser"),
    commandSystem: fields.number("CmdSys"),
  };
}

interface PlacedTimes {
  readonly begin: bigint;
  readonly times: readonly (ActionTimes | undefined)[];
}

function placeTimes(read: readonly ReadAction[], findings: ActionFindings): PlacedTimes {
  const walls = read.map(({ fields }) => wallTimes(fields));
  const ready = walls.flatMap((times) => (times ? [times[0]] : []));
  const begin = ready.reduce((first, time) => (time < first ? time : first), ready[0] ?? 0n);
  if (read.length > 0 && ready.length === 0) findings.add({ kind: "graph-without-times" });
  const times = read.map(({ id }, index) => {
    const wall = walls[index];
    if (wall)
      return inOrder(
        wall.map((time) => Number(time - begin)),
        id,
        findings,
      );
    if (ready.length > 0) findings.add({ kind: "unfinished-action", id });
    return undefined;
  });
  return { begin, times };
}

/** Ready, start, done; undefined where one of them is not known. */
function wallTimes(fields: Fields): readonly [bigint, bigint, bigint] | undefined {
  const [ready, start, done] = ["TimeReady", "TimeStart", "TimeDone"].map((field) => fields.time(field));
  return ready === undefined || start === undefined || done === undefined ? undefined : [ready, start, done];
}

function inOrder([ready, start, done]: number[], id: number, findings: ActionFindings): ActionTimes {
  const by = Math.max(ready! - start!, start! - done!, 0);
  if (by > 0) findings.add({ kind: "action-clock-goes-back", id, by });
  const started = Math.max(ready!, start!);
  return { ready: ready!, start: started, done: Math.max(started, done!) };
}
