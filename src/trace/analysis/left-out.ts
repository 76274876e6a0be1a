import type { TraceEvent } from "../event.ts";
import { eventsOf } from "./recorded-events.ts";
import type { NamedSum } from "./sums.ts";

/** What is summed instead of recorded, where a threshold or a filter says so. */
export type Summed = "function" | "pass" | "step" | "work";

/**
 * What `Total` events hold beyond the spans of the file, by name. A function's own total over its passes, which has no
 * name, is left aside: the totals of the worker hold it again.
 */
export function leftOut(events: readonly TraceEvent[], what: Summed): NamedSum[] {
  return eventsOf(events, "Total").flatMap(({ fields }) => {
    const count = fields.count - fields.recordedCount;
    if (fields.what !== what || count === 0 || (what === "pass" && fields.name === "")) return [];
    const time = fields.nanoseconds - fields.recordedNanoseconds;
    return [{ name: fields.name, time, count, summed: count }];
  });
}
