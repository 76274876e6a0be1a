import type { SpanFile, SpanKind, Spans } from "../trace/event.ts";
import { type Level, levels } from "../trace/event-type.ts";

/** The level at which a kind of span is recorded; kinds that this reader does not know are as deep as functions. */
export function levelOf(kind: SpanKind): Level {
  return levelOfKind[kind] ?? "function";
}

const levelOfKind: Readonly<Record<string, Level>> = {
  package: "package",
  phase: "phase",
  part: "phase",
  import: "phase",
  file: "phase",
  pass: "pass",
  action: "package",
  "step of go": "phase",
  program: "package",
  task: "phase",
};

/** One strictly nested sequence of spans of a process. */
export interface ExportLane {
  readonly number: number;
  readonly name: string;
  /** The spans that are written, in the order in which they begin. */
  readonly rows: Uint32Array;
}

/** The lanes of a process that have spans of these levels, by number. */
export function lanesOf({ spans: { kind, lane }, kinds, laneNames }: SpanFile, deepest: Level): ExportLane[] {
  const chosen = kinds.map((one) => levels.indexOf(levelOf(one)) <= levels.indexOf(deepest));
  const rows = new Uint32Array(kind.length); // ordered by lane, each of which is a part of it
  let last = 0;
  for (let row = 0; row < rows.length; row++) if (lane[row]! > last) last = lane[row]!;
  const ends = new Uint32Array(last + 1); // how many spans a lane has, and from then on where the next of them goes
  for (let row = 0; row < rows.length; row++) if (chosen[kind[row]!]) ends[lane[row]!]!++;
  const lanes: ExportLane[] = [];
  let from = 0;
  for (let number = 0; number <= last; number++) {
    const size = ends[number]!;
    ends[number] = from;
    if (size === 0) continue;
    const name = laneNames?.get(number) ?? laneName(number);
    lanes.push({ number, name, rows: rows.subarray(from, from + size) });
    from += size;
  }
  for (let row = 0; row < rows.length; row++) if (chosen[kind[row]!]) rows[ends[lane[row]!]!++] = row;
  return lanes;
}

/** What a lane of a span file is called below its process. */
export function laneName(lane: number): string {
  if (lane === 0) return "main";
  return lane < 1000 ? `worker ${lane - 1}` : `file ${lane - 1000}`;
}

/**
 * Goes through the spans of a lane as they begin and end, in the order of time: a parent begins before its children and
 * ends after them. A cursor and no list, because there are millions.
 */
export class LaneCursor {
  /** The span that begins or ends. */
  row = -1;
  begins = false;
  /** In nanoseconds of the process's file. */
  time = 0;
  /** The spans that are open, the outermost first; of one that ends, those around it. */
  readonly open: number[] = [];
  private next = 0;

  constructor(
    private readonly spans: Spans,
    private readonly rows: Uint32Array,
  ) {}

  /** Goes on; false at the end of the lane. */
  advance(): boolean {
    const around = this.open.at(-1) ?? -1;
    const atEnd = this.next === this.rows.length;
    if (!atEnd && this.isWithin(this.rows[this.next]!, around)) this.begin(this.rows[this.next++]!);
    else if (around >= 0) this.end(around);
    else return false;
    return true;
  }

  private begin(row: number): void {
    this.row = row;
    this.begins = true;
    this.time = this.spans.start[row]!;
    this.open.push(row);
  }

  private end(row: number): void {
    this.open.pop();
    this.row = row;
    this.begins = false;
    this.time = this.spans.end[row]!;
  }

  /** A parent stands above its children, so that the way up ends at `around` or above it. */
  private isWithin(row: number, around: number): boolean {
    if (around < 0) return true;
    let at = this.spans.parent[row]!;
    while (at > around) at = this.spans.parent[at]!;
    return at === around;
  }
}
