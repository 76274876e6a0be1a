import type { EventOf, RecordedEvent, TraceEvent } from "../event.ts";

/** The events of that name, in the order of the file. */
export function eventsOf<Name extends RecordedEvent>(
  events: readonly TraceEvent[],
  name: Name,
): EventOf<Name>[] {
  return events.filter((event): event is TraceEvent & EventOf<Name> => event.event === name);
}

/** The fields of the event of that name, of which a process has at most one. */
export function fieldsOf<Name extends RecordedEvent>(
  events: readonly TraceEvent[],
  name: Name,
): EventOf<Name>["fields"] | undefined {
  return eventsOf(events, name)[0]?.fields;
}
