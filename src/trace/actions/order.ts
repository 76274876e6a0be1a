/** A graph without cycles. */
export interface Ordered {
  /** For each node the nodes that it depends on, without what closed a cycle. */
  readonly deps: readonly (readonly number[])[];
  /**
   * Every node after all that it depends on: the depth-first post-order from node 0, then from the others. So cmd/go
   * numbers its actions (`actionList` in cmd/go/internal/work/exec.go, the same in go1.19 to go1.27).
   */
  readonly order: readonly number[];
  /** The dependencies left out: from, to. */
  readonly cut: readonly (readonly [number, number])[];
}

/** Orders a graph whose nodes are numbered from 0. Linear, and without recursion: a chain may be of any length. */
export function order(deps: readonly (readonly number[])[]): Ordered {
  const walk = new Walk(deps);
  for (let node = 0; node < deps.length; node++) walk.from(node);
  return { deps: walk.kept, order: walk.order, cut: walk.cut };
}

const [unseen, onPath, finished] = [0, 1, 2];

class Walk {
  readonly kept: number[][];
  readonly order: number[] = [];
  readonly cut: [number, number][] = [];
  private readonly state: Uint8Array;
  /** The next dependency of each node to look at. */
  private readonly next: Uint32Array;

  constructor(private readonly deps: readonly (readonly number[])[]) {
    this.kept = deps.map(() => []);
    this.state = new Uint8Array(deps.length);
    this.next = new Uint32Array(deps.length);
  }

  from(root: number): void {
    const path = this.state[root] === unseen ? [this.enter(root)] : [];
    for (let node = path.at(-1); node !== undefined; node = path.at(-1)) {
      const dep = this.deps[node]![this.next[node]!++];
      if (dep !== undefined) this.follow(node, dep, path);
      else this.leave(path.pop()!);
    }
  }

  private follow(node: number, dep: number, path: number[]): void {
    if (this.state[dep] === onPath) this.cut.push([node, dep]);
    else {
      this.kept[node]!.push(dep);
      if (this.state[dep] === unseen) path.push(this.enter(dep));
    }
  }

  private enter(node: number): number {
    this.state[node] = onPath;
    return node;
  }

  private leave(node: number): void {
    this.state[node] = finished;
    this.order.push(node);
  }
}

/** For each node the nodes that depend on it, in their order. */
export function dependents(deps: readonly (readonly number[])[]): number[][] {
  const all: number[][] = deps.map(() => []);
  for (const [node, list] of deps.entries()) for (const dep of list) all[dep]!.push(node);
  return all;
}
