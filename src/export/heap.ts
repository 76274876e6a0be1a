import { eventsOf } from "../trace/analysis/recorded-events.ts";
import type { SpanFile } from "../trace/event.ts";
import type { PlacedProcess } from "../trace/timeline.ts";

/** What a process had on its heap at a time. */
export interface HeapInUse {
  /** Nanoseconds after the timeline's zero. */
  readonly time: number;
  readonly bytes: number;
}

/** By time. The compiler, linker and so on tell it at the end of each phase. */
export function heapInUse({ offset }: PlacedProcess, { events }: Pick<SpanFile, "events">): HeapInUse[] {
  const all = eventsOf(events, "Memory").map(({ time, fields }) => ({
    time: offset + time,
    bytes: fields.heapInUse,
  }));
  return all.sort((a, b) => a.time - b.time);
}
