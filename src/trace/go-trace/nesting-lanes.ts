import { mostLanes } from "../sources/free-lanes.ts";

/** Where a span has its place. */
export interface Nest {
  readonly lane: number;
  /** The row of the span around it, or -1. */
  readonly parent: number;
}

/** So many spans of one thread may overlap without one being in the other; one of cmd/go's has a few. */
const mostSideBySide = 64;

interface Lane {
  readonly number: number;
  /** The spans that are open, the outermost first. */
  readonly open: { readonly end: number; readonly row: number }[];
}

/**
 * Puts the spans of threads on lanes, so that on each lane they nest: a span lies in the one around it, or after the one
 * before it. Spans are asked for in the order of their starts, of two that start together the longer first.
 */
export class NestingLanes {
  private readonly threads = new Map<number, Lane[]>();
  private count = 0;

  /** The place for the span that will have this row; undefined where there is none. */
  take(thread: number, start: number, end: number, row: number): Nest | undefined {
    const lanes = this.threads.get(thread) ?? [];
    this.threads.set(thread, lanes);
    for (const lane of lanes) close(lane, start);
    const lane =
      lanes.find(({ open }) => open.length === 0 || open.at(-1)!.end >= end) ?? this.another(lanes);
    if (!lane) return undefined;
    const parent = lane.open.at(-1)?.row ?? -1;
    lane.open.push({ end, row });
    return { lane: lane.number, parent };
  }

  /** What the lanes are called: `main` and `goroutine 7`; `main (2)` is the second of one thread. */
  *names(): Generator<readonly [lane: number, name: string]> {
    for (const [thread, lanes] of this.threads)
      for (const [i, { number }] of lanes.entries()) {
        const name = thread === 0 ? "main" : `goroutine ${thread}`;
        yield [number, i === 0 ? name : `${name} (${i + 1})`];
      }
  }

  private another(lanes: Lane[]): Lane | undefined {
    if (lanes.length === mostSideBySide || this.count === mostLanes) return undefined;
    const lane = { number: ++this.count, open: [] };
    lanes.push(lane);
    return lane;
  }
}

/** Ends what ended before a time. */
function close({ open }: Lane, time: number): void {
  while (open.length > 0 && open.at(-1)!.end <= time) open.pop();
}
