import { badUsage } from "../base/errors.ts";
import { globMatcher } from "../base/glob.ts";
import type { Host } from "../host/host.ts";
import { decodeSpanFile } from "../trace/decode/span.ts";
import { importPathOf } from "../trace/event.ts";
import type { TraceFinding } from "../trace/finding.ts";
import { type ContextualEvent, type EventFilter, processEvents } from "../trace/process-events.ts";
import { readSpanFile } from "../trace/read.ts";
import { eventTypes } from "../trace/schema.generated.ts";
import {
  type Placeable,
  placeable,
  type Timeline,
  type TimelineProcess,
  timeline,
} from "../trace/timeline.ts";
import { type NamedTraces, namedTraces, type TraceFile } from "./trace-files.ts";

export interface EventsOptions {
  /** One session by its id or folder, or span files; none for the latest session. */
  readonly traces: readonly string[];
  /** Lists of globs: names of events, import paths without test variants, symbols. What is absent chooses all. */
  readonly event?: string | undefined;
  readonly package?: string | undefined;
  readonly function?: string | undefined;
}

export interface Events {
  /** How many span files there are. */
  readonly files: number;
  readonly findings: readonly TraceFinding[];
  /** All that the options choose, by time; of one time by process. Reads the files again, and only then. */
  chosen(): AsyncGenerator<ContextualEvent>;
}

/**
 * Reads traces and checks their events. No more files are held at once than processes ran side by side, so a session may
 * have millions of events. Throws `bad-usage`, `no-session` and `no-traces`.
 */
export async function events(host: Host, options: EventsOptions): Promise<Events> {
  const chosen = eventFilter(options);
  const named = await namedTraces(host, options.traces);
  const line = await survey(host, named.files);
  return {
    files: named.files.length,
    findings: line.findings,
    chosen: () => merged(line.processes.filter(packageFilter(options)), reader(host, named, chosen)),
  };
}

/** Places every process, and keeps nothing else of its file than the findings. */
async function survey(host: Host, files: readonly TraceFile[]): Promise<Timeline<Placeable>> {
  const traces = [];
  for (const { name, path } of files)
    traces.push({ file: name, trace: placeable(readSpanFile(await host.readBytes(path))) });
  return timeline(traces);
}

type Placed = TimelineProcess<Placeable>;

function packageFilter({ package: globs = "*" }: EventsOptions): (process: Placed) => boolean {
  const matches = globMatcher(globs);
  return ({ header }) => matches(importPathOf(header).replace(/ \[.*\]$/, ""));
}

function eventFilter({ event = "*", function: symbols = "*" }: EventsOptions): EventFilter {
  const names = eventTypes.map(({ name }) => name);
  const unknown = event.split(",").find((glob) => !names.some(globMatcher(glob.replace("!", ""))));
  if (unknown !== undefined)
    throw badUsage(`no event is called ${unknown}`, `The events are ${names.join(", ")}.`);
  return { event: globMatcher(event), function: globMatcher(symbols) };
}

/** Reads the file of a process again, which `survey` has checked: the events in it that are chosen. */
type Reader = (process: Placed) => Promise<Iterator<ContextualEvent>>;

function reader(host: Host, { build, files }: NamedTraces, filter: EventFilter): Reader {
  const paths = new Map(files.map(({ name, path }) => [name, path]));
  return async (process) => {
    const path = paths.get(process.file);
    if (path === undefined) throw new Error(`${process.file} is none of the files`);
    const trace = decodeSpanFile(await host.readBytes(path));
    return processEvents({ ...process, trace }, filter, build);
  };
}

/** A process whose file is held, and its next event. */
interface Open {
  readonly rest: Iterator<ContextualEvent>;
  readonly next: ContextualEvent;
}

/** Merges the processes by time. One is opened when the time has come to its start, and let go after its last event. */
async function* merged(processes: readonly Placed[], read: Reader): AsyncGenerator<ContextualEvent> {
  const waiting = [...processes];
  let open: Open[] = [];
  while (waiting.length > 0 || open.length > 0) {
    const now = open[0]?.next.time ?? Number.POSITIVE_INFINITY;
    const process = waiting[0];
    if (process && process.start <= now) {
      waiting.shift();
      open = insert(open, await read(process));
    } else if (open[0]) {
      const { rest, next } = open[0];
      yield next;
      open = insert(open.slice(1), rest);
    }
  }
}

/** Puts an iterator to its place by the time of its next event, after those with the same; drops it at its end. */
function insert(open: readonly Open[], rest: Iterator<ContextualEvent>): Open[] {
  const { done, value } = rest.next();
  if (done) return [...open];
  const later = open.findIndex(({ next }) => next.time > value.time);
  return open.toSpliced(later < 0 ? open.length : later, 0, { rest, next: value });
}
