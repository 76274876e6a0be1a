import { importPathOf, type SpanFile } from "./event.ts";
import type { Timeline } from "./timeline.ts";

/**
 * Draws the spans of a file as text, one line for each depth of each lane, one column for each `unit` nanoseconds
 * from `from` on: `[name..]`, with `~~` instead of `]` where the span was left open and `|` where it is narrower
 * than two columns.
 */
export function draw(file: SpanFile, unit = 1, from = 0): string {
  const lines = new Map<string, string[]>();
  const { start, end, lane, parent, open, name } = file.spans;
  const depths: number[] = [];
  for (let row = 0; row < start.length; row++) {
    const depth = parent[row] === -1 ? 0 : depths[parent[row]!]! + 1;
    depths.push(depth);
    const key = `${String(lane[row]).padStart(5)} ${String(depth).padStart(5)}`;
    const line = lines.get(key) ?? [];
    lines.set(key, line);
    const column = Math.round((start[row]! - from) / unit);
    const width = Math.round((end[row]! - start[row]!) / unit);
    const box = drawBox(file.names[name[row]!]!, width, open[row] === 1);
    for (let i = 0; i < box.length; i++) line[column + i] = box[i]!;
  }
  return [...lines.keys()]
    .sort()
    .map((key) => `${key.slice(0, 5).trim()} ${Array.from(lines.get(key)!, (c) => c ?? " ").join("")}`)
    .join("\n");
}

function drawBox(name: string, width: number, open: boolean): string {
  if (width < 2) return open ? "~" : "|";
  const inner = name.slice(0, width - 2).padEnd(width - 2, open ? "~" : ".");
  return open ? `[${inner}~` : `[${inner}]`;
}

/** Draws the processes of a timeline, one line each: `[package...]`, a `~` at the end of one that has no exit. */
export function drawTimeline({ processes }: Timeline, unit: number): string {
  return processes
    .map(({ start, end, header, exit }) => {
      const box = drawBox(importPathOf(header), Math.round((end - start) / unit), exit === undefined);
      return " ".repeat(Math.round(start / unit)) + box;
    })
    .join("\n");
}
