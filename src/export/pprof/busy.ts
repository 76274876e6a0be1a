import type { Spans } from "../../trace/event.ts";
import type { ExportLane } from "../lanes.ts";

/** Says for how long any of some lanes was in a span. Asked in the order of time only. */
export class BusyTime {
  private readonly starts: readonly number[];
  private readonly ends: readonly number[];
  private next = 0;

  constructor(spans: Spans, lanes: readonly ExportLane[]) {
    const { starts, ends } = union(spans, lanes);
    this.starts = starts;
    this.ends = ends;
  }

  /** Of the time between two moments; none may lie before those asked for earlier. */
  between(from: number, to: number): number {
    while (this.next < this.ends.length && this.ends[this.next]! <= from) this.next++;
    let busy = 0;
    for (let i = this.next; i < this.starts.length && this.starts[i]! < to; i++)
      busy += Math.min(to, this.ends[i]!) - Math.max(from, this.starts[i]!);
    return busy;
  }
}

/** The outermost spans of the lanes as stretches of time that do not touch, in the order of time. */
function union(spans: Spans, lanes: readonly ExportLane[]): { starts: number[]; ends: number[] } {
  const rows = lanes
    .flatMap((lane) => outermost(spans, lane))
    .sort((a, b) => spans.start[a]! - spans.start[b]!);
  const [starts, ends]: [number[], number[]] = [[], []];
  for (const row of rows) {
    const last = ends.at(-1);
    if (last !== undefined && spans.start[row]! <= last)
      ends[ends.length - 1] = Math.max(last, spans.end[row]!);
    else {
      starts.push(spans.start[row]!);
      ends.push(spans.end[row]!);
    }
  }
  return { starts, ends };
}

function outermost({ start, end }: Spans, { rows }: ExportLane): number[] {
  const found: number[] = [];
  for (const row of rows) {
    const last = found.at(-1);
    if (last === undefined || start[row]! >= end[last]!) found.push(row);
  }
  return found;
}
