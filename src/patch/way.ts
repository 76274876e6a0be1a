import type { Node } from "../syntax/tree.ts";

/** What a leaf of the pattern stands for, or what a `$` name is bound to. */
export interface Entry {
  /** Tells this entry from others: ways with the same keys are the same way. */
  readonly key: string;
  readonly leaf?: Node;
  readonly name?: string;
  readonly node: Node;
}

/** One way in which a part of a pattern fits, as far as anyone asks: its entries in the order of the pattern. */
export interface Way {
  readonly key: string;
  readonly entries: readonly Entry[];
}

/** The way of what nobody asks about. Most of a pattern fits in this one way, in however many places it stands. */
export const plainWay: Way = { key: "", entries: [] };

export function wayOf(entries: readonly Entry[]): Way {
  return entries.length === 0
    ? plainWay
    : { key: entries.map(({ key }) => `${key}\u0000`).join(""), entries };
}

/** Both ways at once; undefined where they bind one name to two things that are not the `same`. */
export function join(a: Way, b: Way, same: (a: Node, b: Node) => boolean): Way | undefined {
  if (a.entries.length === 0) return b;
  if (b.entries.length === 0) return a;
  const agrees = b.entries.every(({ name, node }) => {
    const bound = name === undefined ? undefined : a.entries.find((entry) => entry.name === name);
    return !bound || same(bound.node, node);
  });
  return agrees ? { key: a.key + b.key, entries: [...a.entries, ...b.entries] } : undefined;
}

/** Where the matching of a list stands: before node `at`, or, if `loose`, before it or any later one. */
export interface State {
  readonly at: number;
  readonly loose: boolean;
  readonly way: Way;
}

/** Each state once; of loose ones with the same way the first says it all. */
export function distinct(states: readonly State[]): State[] {
  const kept = new Map<string, State>();
  for (const state of states) {
    const key = `${state.loose ? "" : state.at}\u0000${state.way.key}`;
    const known = kept.get(key);
    if (!known || state.at < known.at) kept.set(key, state);
  }
  return [...kept.values()];
}
