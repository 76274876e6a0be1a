import { atOrAround, kind } from "./analysis/lineage.ts";
import type { SpanFile, SpanHeader, TraceEvent } from "./event.ts";
import type { EventFinding } from "./event-finding.ts";
import { type EventType, levels } from "./event-type.ts";
import { eventTypes } from "./schema.generated.ts";

/**
 * Holds the events of one process to the rules of the schema: which must be there, how often, in which order, in which
 * spans, of which tool and level. In the order of the schema; nothing for a file without a header.
 */
export function checkEvents(trace: SpanFile, types: readonly EventType[] = eventTypes): EventFinding[] {
  const { header } = trace;
  if (!header) return [];
  const process = { header, trace, byName: grouped(trace.events) };
  return types.filter(({ id }) => id !== undefined).flatMap((type) => checkType(type, process));
}

interface Process {
  readonly header: SpanHeader;
  readonly trace: SpanFile;
  readonly byName: ReadonlyMap<string, readonly Placed[]>;
}

/** An event and its place among all of the file. */
interface Placed {
  readonly event: TraceEvent;
  readonly index: number;
}

function grouped(events: readonly TraceEvent[]): Map<string, Placed[]> {
  const byName = new Map<string, Placed[]>();
  for (const [index, event] of events.entries()) {
    const list = byName.get(event.event);
    if (list) list.push({ event, index });
    else byName.set(event.event, [{ event, index }]);
  }
  return byName;
}

function checkType(type: EventType, process: Process): EventFinding[] {
  const events = process.byName.get(type.name) ?? [];
  const [event, count] = [type.name, events.length];
  const { tool, level } = process.header;
  if (count === 0) return isRequired(type, process) ? [{ kind: "event-missing", event }] : [];
  return [
    ...(expected(type, process.header)
      ? []
      : [{ kind: "event-unexpected", event, tool, level, count } as const]),
    ...(type.occurs === "at-most-once" && count > 1
      ? [{ kind: "event-repeated", event, count } as const]
      : []),
    ...misplaced(type, events, process.trace),
    ...tooEarly(type, events, process),
  ];
}

function expected({ level, tools }: EventType, header: SpanHeader): boolean {
  return levels.indexOf(level) <= levels.indexOf(header.level) && (!tools || tools.includes(header.tool));
}

/** What is missing says nothing where a part of the file is. */
function isRequired(type: EventType, { header, trace }: Process): boolean {
  const { exit, truncated, findings } = trace;
  if (!type.required || !expected(type, header) || !exit || truncated) return false;
  if (findings.some(({ kind }) => lossy.has(kind))) return false;
  return type.required === "exit" || exit.code === 0;
}

const lossy = new Set<string>(["unknown-record", "bad-record", "bad-event", "records-dropped"]);

function misplaced({ name, within }: EventType, events: readonly Placed[], trace: SpanFile): EventFinding[] {
  if (within === undefined) return [];
  const outside = events.filter(({ event }) => atOrAround(trace.spans, event.span, kind[within]) < 0);
  const count = outside.length;
  return count > 0 ? [{ kind: "event-misplaced", event: name, within, count }] : [];
}

function tooEarly(
  { name, after }: EventType,
  events: readonly Placed[],
  { byName }: Process,
): EventFinding[] {
  const first = events.reduce((a, b) => (isAfter(a, b) ? b : a));
  return after.flatMap((later): EventFinding[] => {
    const last = byName.get(later)?.reduce((a, b) => (isAfter(b, a) ? b : a));
    if (!last || !isAfter(last, first)) return [];
    return [{ kind: "event-too-early", event: name, later, by: last.event.time - first.event.time }];
  });
}

/** Whether `a` surely came after `b`: of two at the same time on two lanes that is not known. */
function isAfter(a: Placed, b: Placed): boolean {
  if (a.event.time !== b.event.time) return a.event.time > b.event.time;
  return a.event.lane === b.event.lane && a.index > b.index;
}
