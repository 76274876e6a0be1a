import { atOrAround, kind } from "./analysis/lineage.ts";
import { derivedFields } from "./derived.ts";
import type { SpanFile, TraceEvent } from "./event.ts";
import { StableIds } from "./ids.ts";
import type { EventFields } from "./schema.generated.ts";
import type { TimelineProcess } from "./timeline.ts";

/** One event with all that is known of where it belongs; as JSON it is a line of `traceinject events`. */
export interface ContextualEvent {
  readonly event: keyof EventFields;
  /** Nanoseconds after the timeline's zero. */
  readonly time: number;
  /** The session, if there is one. */
  readonly build?: string;
  /** As `processName` says. */
  readonly process: string;
  readonly tool: string;
  readonly pid: number;
  readonly package: string;
  readonly importPath?: string;
  /** The symbol of the function that the event lies in or is about. */
  readonly function?: string;
  readonly ids: EventIds;
  /** Derived ones included. */
  readonly fields: EventFields[keyof EventFields];
}

/** Stable ids (docs/events.md). */
export interface EventIds {
  readonly package: string;
  readonly declaration?: string;
  readonly function?: string;
  readonly pass?: string;
}

/** What events and findings call a process: its span file, without the ending. */
export function processName(file: string): string {
  return file.replace(/\.span$/, "");
}

/** Which events are asked for. */
export interface EventFilter {
  event(name: string): boolean;
  /** Asked of events that have a function. */
  function(symbol: string): boolean;
}

/**
 * The events of one process that the filter chooses, by time; of one lane and time in the order of the file. `build` is
 * the id of the session.
 */
export function* processEvents(
  process: TimelineProcess,
  filter: EventFilter,
  build?: string,
): Generator<ContextualEvent> {
  const { trace } = process;
  const reader = new ProcessReader(process, build);
  const passes = filter.event("PassEnd") ? rowsOf(trace, kind.pass) : [];
  const recorded = [...trace.events.keys()].filter((i) => filter.event(trace.events[i]!.event));
  for (const { row, isPass } of byTime(trace, recorded, passes)) {
    const symbol = isPass ? reader.functionAround(row) : reader.functionOf(trace.events[row]!);
    if (symbol !== undefined && !filter.function(symbol)) continue;
    yield isPass ? reader.pass(row, symbol) : reader.recorded(trace.events[row]!, symbol);
  }
}

function rowsOf({ spans }: SpanFile, wanted: number): number[] {
  const rows: number[] = [];
  for (let row = 0; row < spans.kind.length; row++) if (spans.kind[row] === wanted) rows.push(row);
  return rows;
}

interface Entry {
  /** Of `trace.events`, or of the spans. */
  readonly row: number;
  readonly isPass: boolean;
}

/** A pass comes where it ends; one without an end is left out. */
function* byTime({ events, spans }: SpanFile, recorded: number[], passes: number[]): Generator<Entry> {
  const timeOf = (i: number): number => events[i]!.time;
  recorded.sort((a, b) => timeOf(a) - timeOf(b) || a - b);
  const ended = passes.filter((row) => spans.open[row] === 0);
  ended.sort((a, b) => spans.end[a]! - spans.end[b]! || a - b);
  let next = 0;
  for (const row of recorded) {
    for (; next < ended.length && spans.end[ended[next]!]! <= timeOf(row); next++)
      yield { row: ended[next]!, isPass: true };
    yield { row, isPass: false };
  }
  for (; next < ended.length; next++) yield { row: ended[next]!, isPass: true };
}

class ProcessReader {
  private readonly ids: StableIds;
  private readonly context: Omit<ContextualEvent, "event" | "time" | "function" | "ids" | "fields">;

  constructor(
    private readonly process: TimelineProcess,
    build: string | undefined,
  ) {
    const { file, header, trace } = process;
    const { tool, pid, importPath } = header;
    this.ids = new StableIds(header, trace);
    this.context = {
      ...(build !== undefined && { build }),
      process: processName(file),
      ...{ tool, pid, package: header.package },
      ...(importPath !== undefined && { importPath }),
    };
  }

  functionOf({ event, fields, span }: TraceEvent): string | undefined {
    return event === "FunctionCompiled" ? fields.symbol : this.functionAround(span);
  }

  /** The name of the function span that a span is or lies in. */
  functionAround(span: number): string | undefined {
    const { spans, names } = this.process.trace;
    const row = atOrAround(spans, span, kind.function);
    return row < 0 ? undefined : names[spans.name[row]!];
  }

  recorded(event: TraceEvent, symbol: string | undefined): ContextualEvent {
    return {
      event: event.event,
      time: this.process.offset + event.time,
      ...this.context,
      ...(symbol !== undefined && { function: symbol }),
      ids: {
        package: this.ids.package,
        ...this.declarationId(event),
        ...(symbol !== undefined && { function: this.ids.function(symbol) }),
      },
      fields: { ...event.fields, ...derivedFields(event, this.ids) },
    };
  }

  pass(row: number, symbol = ""): ContextualEvent {
    const { spans, names } = this.process.trace;
    const pass = names[spans.name[row]!]!;
    const [start, end] = [spans.start[row]!, spans.end[row]!];
    return {
      event: "PassEnd",
      time: this.process.offset + end,
      ...this.context,
      function: symbol,
      ids: {
        package: this.ids.package,
        function: this.ids.function(symbol),
        pass: this.ids.pass(symbol, pass),
      },
      fields: { function: symbol, pass, nanoseconds: end - start },
    };
  }

  private declarationId({ event, fields }: TraceEvent): Pick<EventIds, "declaration"> {
    const of = event === "FunctionCompiled" ? this.ids.declarations.enclosing(fields.symbol) : undefined;
    const declaration = event === "Declaration" ? fields : of;
    return declaration ? { declaration: this.ids.declaration(declaration) } : {};
  }
}
