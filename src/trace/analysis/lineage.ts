import { knownSpanKinds, type Spans } from "../event.ts";

/** Numbers of the kinds in `Spans.kind`. */
export const kind = Object.fromEntries(knownSpanKinds.map((name, number) => [name, number])) as Record<
  (typeof knownSpanKinds)[number],
  number
>;

/** How long a span took, in nanoseconds. */
export function duration({ start, end }: Spans, row: number): number {
  return end[row]! - start[row]!;
}

/** The innermost span of that kind around a span, or -1. Spans nest a few deep, so looking up costs less than a column. */
export function around({ kind, parent }: Spans, row: number, wanted: number): number {
  for (let at = parent[row]!; at >= 0; at = parent[at]!) if (kind[at] === wanted) return at;
  return -1;
}

/** Likewise, but the span itself if it is of that kind; -1 for no span. */
export function atOrAround(spans: Spans, row: number, wanted: number): number {
  return row < 0 || spans.kind[row] === wanted ? row : around(spans, row, wanted);
}
