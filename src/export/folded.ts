import { kind } from "../trace/analysis/lineage.ts";
import type { SpanFile } from "../trace/event.ts";
import type { Level } from "../trace/event-type.ts";
import type { PlacedProcess } from "../trace/timeline.ts";
import { chunked } from "./chunks.ts";
import { LaneCursor, lanesOf } from "./lanes.ts";
import { processName, worksByRow } from "./names.ts";
import { selfTimes } from "./self-times.ts";
import type { ExportChoice, Exporter, ExportSession } from "./session.ts";

/**
 * Folded stacks, as flamegraph.pl reads them: `compile lib;fe:typecheck;walk;lib.F 4711`, the number being the self time
 * of the innermost frame in nanoseconds, summed over all spans with that stack. Sorted by process, then frame by frame.
 */
export const exportFolded: Exporter = (session, choice) => chunked(parts(session, choice));

/** Real stacks are not ten deep. What lies deeper in a damaged file counts for the last frame, or lines had no end. */
const maxDepth = 250;

/** A frame below the ones around it. */
class Frame {
  self = 0;
  children: Map<string, Frame> | undefined;

  constructor(private readonly depth = 1) {}

  child(name: string): Frame {
    if (this.depth === maxDepth) return this;
    this.children ??= new Map();
    const child = this.children.get(name) ?? new Frame(this.depth + 1);
    this.children.set(name, child);
    return child;
  }
}

/** The outermost frame is the process's name; so all that can add up is held at once, and nothing else. */
async function* parts(session: ExportSession, { level }: ExportChoice): AsyncGenerator<Iterable<string>> {
  for (const [name, processes] of byName(session.line.processes)) {
    const root = new Frame();
    for (const process of processes) addSpans(root, await session.read(process), level);
    yield lines(root, name);
  }
}

function byName<P extends PlacedProcess>(processes: readonly P[]): [string, P[]][] {
  const groups = new Map<string, P[]>();
  for (const process of processes) {
    const name = frameName(processName(process.header));
    const group = groups.get(name);
    if (group) group.push(process);
    else groups.set(name, [process]);
  }
  return [...groups].sort(byFirst);
}

function addSpans(root: Frame, trace: SpanFile, level: Level): void {
  const { spans } = trace;
  const lanes = lanesOf(trace, level);
  const self = selfTimes(spans, lanes);
  const below = frameFinder(trace);
  for (const { rows } of lanes) {
    const open = [root];
    const cursor = new LaneCursor(spans, rows);
    while (cursor.advance()) {
      if (cursor.begins) open.push(below(open.at(-1)!, cursor.row));
      else open.pop()!.self += self[cursor.row]!;
    }
  }
}

/** The frame of a span below the frame around it. That of a package is the one around it, a `work` has two. */
function frameFinder(trace: SpanFile): (around: Frame, row: number) => Frame {
  const { spans } = trace;
  const names: string[] = [];
  const nameAt = (index: number): string => {
    names[index] ??= frameName(trace.names[index]!);
    return names[index];
  };
  const works = worksByRow(trace);
  return (around, row) => {
    if (spans.kind[row] === kind.package) return around;
    const work = works.get(row);
    return (work === undefined ? around : around.child(nameAt(work))).child(nameAt(spans.name[row]!));
  };
}

function* lines({ self, children }: Frame, stack: string): Generator<string> {
  if (self > 0) yield `${stack} ${self}\n`;
  for (const [name, child] of [...(children ?? [])].sort(byFirst)) yield* lines(child, `${stack};${name}`);
}

/** Semicolons stand between frames, and a line's end is a line's end. */
function frameName(name: string): string {
  return name.replaceAll(";", ",").replace(/[\s\p{Cc}]+/gu, " ") || "?";
}

function byFirst([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
