import type { SourceTrace } from "../sources/source-trace.ts";

/** A span of cmd/go: its name, the number of its goroutine, and when it begins and ends, in microseconds. */
type Span = readonly [name: string, thread: number, start: number, end: number];

/** What `go build -debug-trace` would write of these spans: events by time, of one time the ends first, begins as listed. */
export function goTraceText(...spans: readonly Span[]): string {
  const events = spans.flatMap(([name, tid, start, end]) => [
    { name, ph: "B", ts: start, pid: 0, tid },
    { name, ph: "E", ts: end, pid: 0, tid },
  ]);
  const isForward = ([, , start, end]: Span): boolean => start < end;
  const sorted = spans.every(isForward) ? events.sort((a, b) => a.ts - b.ts) : events;
  return `[\n${sorted.map((event) => `${JSON.stringify(event)}\n`).join(",")}]`;
}

/** The spans of each lane, `main: build 0-40, load 2-12`, times in microseconds after the first. */
export function drawLanes({ trace }: Pick<SourceTrace<unknown>, "trace">): string[] {
  const lanes = new Map<number, string[]>();
  const { start, end, lane, name } = trace.spans;
  for (let row = 0; row < start.length; row++) {
    const list = lanes.get(lane[row]!) ?? [];
    lanes.set(lane[row]!, list);
    list.push(`${trace.names[name[row]!]} ${start[row]! / 1000}-${end[row]! / 1000}`);
  }
  return [...lanes].map(([number, list]) => `${trace.laneNames?.get(number)}: ${list.join(", ")}`);
}
