import { compare } from "../analysis/sums.ts";
import type { SpanFile, SpanKind } from "../event.ts";
import { longest } from "./longest.ts";

/** Spans of one name in one place, added up. */
export interface TreeNode {
  readonly kind: SpanKind;
  readonly name: string;
  /** Nanoseconds, with all that lies in it; at least as long as its children together. */
  readonly time: number;
  readonly count: number;
  /** The longest first, then by name. */
  readonly children: readonly TreeNode[];
}

/** The number of what stands above the outermost nodes. */
export const root = -1;

/** Deeper ones are part of the last that counts: no writer of ours nests as deep, and what draws it may recurse. */
const deepest = 12;

/** Adds up spans by the names on the way to them, as columns: a process may have a hundred thousand different ones. */
export class PathSums {
  private readonly ids = new Map<number, number>();
  private readonly parent: number[] = [];
  private readonly depth: number[] = [];
  private readonly kind: number[] = [];
  private readonly name: number[] = [];
  private readonly time: number[] = [];
  private readonly count: number[] = [];

  constructor(private readonly file: Pick<SpanFile, "names" | "kinds">) {}

  /** Adds a span of that kind and name below a node; returns the number of its own node. */
  add(parent: number, kind: number, name: number, time: number): number {
    const depth = parent === root ? 0 : this.depth[parent]! + 1;
    if (depth === deepest) return parent;
    const { names, kinds } = this.file;
    const key = ((parent + 1) * names.length + name) * kinds.length + kind;
    const node = this.ids.get(key) ?? this.create(key, [parent, depth, kind, name]);
    this.time[node]! += time;
    this.count[node]! += 1;
    return node;
  }

  private create(
    key: number,
    [parent, depth, kind, name]: readonly [number, number, number, number],
  ): number {
    const node = this.parent.push(parent) - 1;
    this.depth.push(depth);
    this.kind.push(kind);
    this.name.push(name);
    this.time.push(0);
    this.count.push(0);
    this.ids.set(key, node);
    return node;
  }

  /** The `limit` longest nodes as trees, each with all above it. */
  longest(limit: number): TreeNode[] {
    const outermost: TreeNode[] = [];
    const lists = new Map<number, TreeNode[]>([[root, outermost]]);
    for (const node of longest(this.time, limit)) {
      const children: TreeNode[] = [];
      lists.set(node, children);
      lists.get(this.parent[node]!)!.push({
        kind: this.file.kinds[this.kind[node]!]!,
        name: this.file.names[this.name[node]!]!,
        time: this.time[node]!,
        count: this.count[node]!,
        children,
      });
    }
    for (const list of lists.values()) list.sort(byTime);
    return outermost;
  }
}

/** The longest first, then by name and kind. */
export function byTime(a: TreeNode, b: TreeNode): number {
  return b.time - a.time || compare(a.name, b.name) || compare(a.kind, b.kind);
}

/** Puts trees of several processes together. */
export function mergeTrees(nodes: readonly TreeNode[]): TreeNode[] {
  const groups = new Map<string, TreeNode[]>();
  for (const node of nodes) {
    const key = `${node.kind} ${node.name}`;
    const group = groups.get(key);
    if (group) group.push(node);
    else groups.set(key, [node]);
  }
  return [...groups.values()].map(mergeNodes).sort(byTime);
}

function mergeNodes(nodes: readonly TreeNode[]): TreeNode {
  const [first, ...more] = nodes;
  if (more.length === 0) return first!;
  return {
    ...first!,
    time: nodes.reduce((sum, { time }) => sum + time, 0),
    count: nodes.reduce((sum, { count }) => sum + count, 0),
    children: mergeTrees(nodes.flatMap(({ children }) => children)),
  };
}
