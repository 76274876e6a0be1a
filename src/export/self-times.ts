import type { Spans } from "../trace/event.ts";
import { type ExportLane, LaneCursor } from "./lanes.ts";

/**
 * The nanoseconds of each span outside those within it that are written, by row. Over a lane they add up to the time in
 * its outermost spans.
 */
export function selfTimes(spans: Spans, lanes: readonly ExportLane[]): Float64Array {
  const self = new Float64Array(spans.start.length);
  for (const { rows } of lanes) {
    const cursor = new LaneCursor(spans, rows);
    while (cursor.advance()) {
      if (!cursor.begins) continue;
      const time = spans.end[cursor.row]! - spans.start[cursor.row]!;
      const around = cursor.open.at(-2);
      self[cursor.row]! += time;
      if (around !== undefined) self[around]! -= time;
    }
  }
  return self;
}
