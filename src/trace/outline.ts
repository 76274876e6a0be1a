import { duration, kind } from "./analysis/lineage.ts";
import { sweep } from "./analysis/sweep.ts";
import type { SpanFile } from "./event.ts";
import { PathSums, root, type TreeNode } from "./outline/tree.ts";

/** What of one process can be drawn: small, whatever the number of its spans. */
export interface Outline {
  /** In order of time; they do not overlap. */
  readonly phases: readonly PhaseInterval[];
  /**
   * Nanoseconds on other goroutines than the main one, workers and parsers, in each of `slices` equal parts of the time
   * of the process; empty where there is none.
   */
  readonly parallel: readonly number[];
  /** What the main goroutine did: wall time. */
  readonly main: readonly TreeNode[];
  /** What the others did: time that adds up over them. */
  readonly others: readonly TreeNode[];
  /** The steps and passes of workers over all functions, likewise. */
  readonly steps: readonly TreeNode[];
}

/** Nanoseconds after the first moment of the process. */
export interface PhaseInterval {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** How many parts `Outline.parallel` has. */
export const slices = 32;

/** The most nodes that each of the trees of a process keeps: more than can be told apart when it fills a screen. */
const nodesKept = 1500;

export function outlineOf(file: SpanFile): Outline {
  const { names, spans, first } = file;
  const phases = sweep(file).phases.map((row) => ({
    name: names[spans.name[row]!]!,
    start: spans.start[row]! - first,
    end: spans.end[row]! - first,
  }));
  const works = worksBySpan(file);
  const tree = (of: Tree): TreeNode[] => pathSums(file, works, of).longest(nodesKept);
  return {
    phases,
    parallel: parallelTimes(file),
    main: tree(main),
    others: tree(others),
    steps: tree(steps),
  };
}

/** Which spans a tree is made of; what lies in one of a kind that it leaves out counts for what is around that. */
interface Tree {
  readonly hasLane: (lane: number) => boolean;
  readonly without: readonly number[];
}

/** The span of the whole process is the root of its trees. */
const main: Tree = { hasLane: (lane) => lane === 0, without: [kind.package] };
const others: Tree = { hasLane: (lane) => lane > 0, without: [kind.package] };
const steps: Tree = { hasLane: (lane) => lane > 0, without: [kind.package, kind.function, kind.file] };

function pathSums(file: SpanFile, works: ReadonlyMap<number, number>, { hasLane, without }: Tree): PathSums {
  const { spans } = file;
  const sums = new PathSums(file);
  const nodes = new Int32Array(spans.start.length);
  for (let row = 0; row < nodes.length; row++) {
    if (!hasLane(spans.lane[row]!)) continue;
    const above = spans.parent[row]! < 0 ? root : nodes[spans.parent[row]!]!;
    nodes[row] = without.includes(spans.kind[row]!) ? above : add(row, above);
  }
  return sums;

  /** Of work, what it was stands above the function that it was for. */
  function add(row: number, above: number): number {
    const [of, name, time] = [spans.kind[row]!, spans.name[row]!, duration(spans, row)];
    const work = works.get(row);
    if (work === undefined) return sums.add(above, of, name, time);
    return sums.add(sums.add(above, kind.work, work, time), kind.function, name, time);
  }
}

function worksBySpan({ works }: SpanFile): ReadonlyMap<number, number> {
  const names = new Map<number, number>();
  for (const [i, row] of works.span.entries()) names.set(row, works.name[i]!);
  return names;
}

function parallelTimes({ spans, first, last }: SpanFile): number[] {
  const times = new Array<number>(slices).fill(0);
  const width = Math.max(last - first, 1) / slices;
  for (let row = 0; row < spans.start.length; row++)
    if (spans.lane[row]! > 0 && spans.parent[row]! < 0)
      spread(times, width, spans.start[row]! - first, spans.end[row]! - first);
  return times.some((time) => time > 0) ? times.map(Math.round) : [];
}

/** Adds the time from `start` to `end` to the slices in which it lies. */
function spread(times: number[], width: number, start: number, end: number): void {
  for (let i = Math.max(0, Math.floor(start / width)); i < times.length && i * width < end; i++)
    times[i]! += Math.min(end, (i + 1) * width) - Math.max(start, i * width);
}
