import type { FindingInfo } from "../base/finding.ts";
import type { Level } from "./event-type.ts";

/**
 * News from holding the events of one process to the rules of their schema. Each kind stands at most once for each
 * event (and other event).
 */
export type EventFinding =
  | { readonly kind: "event-missing"; readonly event: string }
  | { readonly kind: "event-repeated"; readonly event: string; readonly count: number }
  /** `later` came up to `by` nanoseconds after the event, which may only come after all of them. */
  | { readonly kind: "event-too-early"; readonly event: string; readonly later: string; readonly by: number }
  | {
      readonly kind: "event-misplaced";
      readonly event: string;
      readonly within: string;
      readonly count: number;
    }
  | {
      readonly kind: "event-unexpected";
      readonly event: string;
      readonly tool: string;
      readonly level: Level;
      readonly count: number;
    };

export const eventFindingInfo: Readonly<Record<EventFinding["kind"], FindingInfo>> = {
  "event-missing": {
    title: "Event is missing",
    severity: "warning",
    why: "A process that ended as this one did has to have recorded the event, at the level that its header names.",
    remedy: "Report it with the file.",
  },
  "event-repeated": {
    title: "Event more than once",
    severity: "warning",
    why: "The event stands in the file more often than once, so it is not known which of them counts.",
    remedy: "Report it with the file.",
  },
  "event-too-early": {
    title: "Events out of order",
    severity: "warning",
    why: "An event lies before another one that it has to follow, so their times or their meaning are wrong.",
    remedy: "Report it with the file.",
  },
  "event-misplaced": {
    title: "Event outside its span",
    severity: "warning",
    why: "The event belongs into a kind of span that was not open on its lane, so it is not known what it is about.",
    remedy: "Report it with the file.",
  },
  "event-unexpected": {
    title: "Event that was not asked for",
    severity: "warning",
    why: "The event is of another tool, or of a higher level than the process records by its header.",
    remedy: "Report it with the file.",
  },
};

/** What there is to say about one finding besides its kind, as a whole sentence. */
export function describeEventFinding(finding: EventFinding): string {
  const { event } = finding;
  switch (finding.kind) {
    case "event-missing":
      return `There is no ${event}.`;
    case "event-repeated":
      return `There are ${finding.count} of ${event}.`;
    case "event-too-early":
      return `${event} comes ${finding.by} ns before a ${finding.later}.`;
    case "event-misplaced":
      return `${finding.count} of ${event} lie in no ${finding.within} span.`;
    case "event-unexpected":
      return `${finding.count} of ${event} were recorded by ${finding.tool} at level ${finding.level}.`;
  }
}
