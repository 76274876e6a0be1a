import { badUsage } from "../base/errors.ts";
import { globMatcher } from "../base/glob.ts";
import type { Host } from "../host/host.ts";
import type { TraceFinding } from "../trace/finding.ts";
import { type ContextualEvent, type EventFilter, processEvents } from "../trace/process-events.ts";
import { eventTypes } from "../trace/schema.generated.ts";
import { type Placed, packageFilter, rereader, survey } from "./survey.ts";
import { type NamedTraces, namedTraces } from "./trace-files.ts";

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
  const line = await survey(host, named);
  return {
    files: named.files.length,
    findings: line.findings,
    chosen: () => merged(line.processes.filter(packageFilter(options.package)), reader(host, named, chosen)),
  };
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
  const reread = rereader(host, files);
  return async (process) => processEvents({ ...process, trace: await reread(process) }, filter, build);
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
