import { type Action, running } from "../actions/action.ts";
import type { ActionGraph } from "../actions/action-graph.ts";
import { outcomes } from "../actions/outcome.ts";
import type { Miss, MissCause } from "./miss.ts";

/** What one invocation of go was given, and what it made of it. */
export interface BuiltSession {
  readonly graph: ActionGraph;
  /** Names the toolchain. */
  readonly toolchain: string;
  /** The folder of the build cache. */
  readonly cache: string;
  /** Variables and flags that go may put into what it compiles, by name. */
  readonly settings: ReadonlyMap<string, string>;
}

/** A package that was compiled, and the action id by which its compile before can be found. */
export interface Compared extends Miss {
  /** Absent where the earlier session did not build it. */
  readonly earlierId?: string;
}

/**
 * Why each package was compiled, by the order of dependencies: an action id is the hash of all inputs, so what is the
 * same has the same, and what depends on it takes in the second half of its build id. Linear.
 */
export function compareBuilds(before: BuiltSession, now: BuiltSession): Compared[] {
  const earlier = pairCompiles(before.graph, now.graph);
  const ended = outcomes(now.graph);
  const causes = sessionCauses(before, now);
  const roots = new Map<number, string>();
  return now.graph.order.flatMap((index) => {
    const action = now.graph.actions[index]!;
    if (action.mode !== "build" || !action.actionId || ended[index] !== "ran") return [];
    const partner = earlier.get(index);
    const dep = action.deps.find((one) => cameOutDifferently(now.graph.actions[one]!, earlier.get(one)));
    const cause = causeOf(action, partner, dep === undefined ? undefined : now.graph.actions[dep]!, causes);
    const root = (cause.kind === "dependency" && roots.get(dep!)) || action.package;
    roots.set(index, root);
    return [
      {
        ...{ package: action.package, running: running(action), cause, root, actionId: action.actionId },
        ...(partner?.actionId && { earlierId: partner.actionId }),
      },
    ];
  });
}

interface SessionCauses {
  readonly isOtherToolchain: boolean;
  readonly isOtherCache: boolean;
}

function sessionCauses(before: BuiltSession, now: BuiltSession): SessionCauses {
  return {
    isOtherToolchain: before.toolchain !== now.toolchain,
    isOtherCache: before.cache !== now.cache,
  };
}

function causeOf(
  { actionId }: Action,
  partner: Action | undefined,
  dependency: Action | undefined,
  { isOtherToolchain, isOtherCache }: SessionCauses,
): MissCause {
  if (!partner) return { kind: "new" };
  if (partner.actionId === actionId) return { kind: isOtherCache ? "other-cache" : "not-kept" };
  if (isOtherToolchain) return { kind: "toolchain" };
  if (dependency) return { kind: "dependency", package: dependency.package };
  return { kind: "inputs" };
}

/** The variables and flags that differ between two builds, by name. */
export function changedSettings(before: BuiltSession, now: BuiltSession): string[] {
  const names = new Set([...before.settings.keys(), ...now.settings.keys()]);
  return [...names].filter((name) => before.settings.get(name) !== now.settings.get(name)).sort();
}

/** The result's hash is the second half of a build id. What only one of the builds has, says nothing here. */
function cameOutDifferently(now: Action, before: Action | undefined): boolean {
  if (now.mode !== "build" || !now.buildId || !before?.buildId) return false;
  return contentOf(now.buildId) !== contentOf(before.buildId);
}

const contentOf = (buildId: string): string => buildId.slice(buildId.lastIndexOf("/") + 1);

/** By the index of a compile now: that of the same package before; with test variants the one of the same place. */
function pairCompiles(before: ActionGraph, now: ActionGraph): ReadonlyMap<number, Action> {
  const [had, has] = [compilesByPackage(before), compilesByPackage(now)];
  const pairs = new Map<number, Action>();
  for (const [path, indexes] of has) {
    const others = had.get(path) ?? [];
    for (const [place, index] of indexes.entries()) {
      const same = others.find((one) => before.actions[one]!.actionId === now.actions[index]!.actionId);
      const other = same ?? (others.length === indexes.length ? others[place] : undefined);
      if (other !== undefined) pairs.set(index, before.actions[other]!);
    }
  }
  return pairs;
}

function compilesByPackage({ actions }: ActionGraph): Map<string, number[]> {
  const indexes = new Map<string, number[]>();
  for (const [index, { mode, package: path }] of actions.entries()) {
    if (mode !== "build") continue;
    const list = indexes.get(path);
    if (list) list.push(index);
    else indexes.set(path, [index]);
  }
  return indexes;
}
