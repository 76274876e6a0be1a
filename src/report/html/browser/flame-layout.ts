import type { FlameData } from "../data.ts";

/** Where each node stands, in the graph's own time from 0 on. */
export interface FlameLayout {
  readonly start: readonly number[];
  readonly depth: readonly number[];
  readonly whole: number;
  readonly depths: number;
}

/** Children stand side by side from the left end of their parent on. */
export function flameLayout({ parent, time }: Pick<FlameData, "parent" | "time">): FlameLayout {
  const [start, depth, next]: [number[], number[], number[]] = [[], [], []];
  let whole = 0;
  for (const [row, above] of parent.entries()) {
    start[row] = above < 0 ? whole : next[above]!;
    depth[row] = above < 0 ? 0 : depth[above]! + 1;
    next[row] = start[row]!;
    if (above < 0) whole += time[row]!;
    else next[above]! += time[row]!;
  }
  return { start, depth, whole, depths: depth.reduce((most, one) => Math.max(most, one + 1), 0) };
}

/** The neighbour of a node on its own depth below the same parent, or the node itself where there is none. */
export function sibling(parent: readonly number[], row: number, step: 1 | -1): number {
  for (let at = row + step; at >= 0 && at < parent.length; at += step)
    if (parent[at] === parent[row]) return at;
  return row;
}

/** The names on the way from the outermost node to this one. */
export function pathTo(parent: readonly number[], row: number): number[] {
  const path: number[] = [];
  for (let at = row; at >= 0; at = parent[at]!) path.unshift(at);
  return path;
}
