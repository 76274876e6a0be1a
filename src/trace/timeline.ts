import { type BootAnchors, sessionClock } from "./clock/session-clock.ts";
import { type ClockSync, type Extent, type SessionClock, type SourceClock, syncClock } from "./clock/sync.ts";
import { readingError } from "./clock/wall-offset.ts";
import type { SpanFile, SpanHeader } from "./event.ts";
import type { TraceFinding } from "./finding.ts";

/** What is needed of a decoded file to place it. */
export type Placeable = Pick<SpanFile, "header" | "exit" | "first" | "last" | "findings">;

/** Only that, so that the spans of a file need not be held. */
export function placeable({ header, exit, first, last, findings }: SpanFile): Placeable {
  return { ...(header && { header }), ...(exit && { exit }), first, last, findings };
}

/** A decoded file and its name. */
export interface NamedTrace<Trace extends Placeable = SpanFile> {
  readonly file: string;
  readonly trace: Trace;
}

/** Which process it is, as far as its source knows. */
export type ProcessHeader = Pick<SpanHeader, "tool" | "package"> &
  Partial<Pick<SpanHeader, "importPath" | "action" | "pid" | "ppid" | "goVersion">>;

/** A process that is to be placed, whatever recorded it. */
export interface Source extends Extent {
  /** A name that no other source of the timeline has. */
  readonly file: string;
  readonly header: ProcessHeader;
  readonly clock: SourceClock;
  /** The exit code; absent where the process was killed or crashed, or nobody recorded how it ended. */
  readonly exit?: number;
}

/** One process on the common clock. Times are nanoseconds after the timeline's zero. */
export interface PlacedProcess {
  readonly file: string;
  readonly header: ProcessHeader;
  /** From the first to the last moment that its file knows. */
  readonly start: number;
  readonly end: number;
  /** What to add to a time of its spans, in nanoseconds, to get one of the timeline. */
  readonly offset: number;
  /** As of `Source`. */
  readonly exit?: number;
  /** How its clock was tied to the timeline's, and how far its times may be off. */
  readonly sync: ClockSync;
}

/** A process that wrote a span file. */
export interface TimelineProcess<Trace extends Placeable = SpanFile> extends PlacedProcess {
  readonly header: SpanHeader;
  readonly trace: Trace;
}

/** Processes on one clock. */
export interface PlacedTimeline<Process extends PlacedProcess = PlacedProcess> {
  /** CLOCK_MONOTONIC and Unix time of the zero, which is the start of the first process; nanoseconds. */
  readonly zero: bigint;
  readonly wallZero: bigint;
  readonly clock: SessionClock;
  /** By start, then process id, then file name. */
  readonly processes: readonly Process[];
}

/** All processes that wrote span files on one clock. */
export interface Timeline<Trace extends Placeable = SpanFile> extends PlacedTimeline<TimelineProcess<Trace>> {
  /** By file name. */
  readonly findings: readonly TraceFinding[];
}

/**
 * Places the processes on one clock. All processes of one boot and time namespace share CLOCK_MONOTONIC, so nothing
 * is estimated for them; the boot of most files is the timeline's, and a file from elsewhere goes by its wall clock.
 * The order of `traces` does not matter. A file without a header gives findings only. `readings` tie that clock to the
 * wall clock, besides the anchors of the files.
 */
export function timeline<Trace extends Placeable>(
  traces: readonly NamedTrace<Trace>[],
  readings: readonly BootAnchors[] = [],
): Timeline<Trace> {
  const sorted = [...traces].sort((a, b) => compare(a.file, b.file));
  const sources = sorted.flatMap((named) => spanSource(named));
  const { line } = placeSources(sources, readings);
  const elsewhere = new Set(
    line.processes.filter(({ sync }) => sync.kind === "wall").map(({ file }) => file),
  );
  return { ...line, findings: sorted.flatMap((from) => findingsOf(from, elsewhere.has(from.file))) };
}

function findingsOf({ file, trace }: NamedTrace<Placeable>, elsewhere: boolean): TraceFinding[] {
  const decoded = trace.findings.map((finding) => ({ ...finding, file }));
  return elsewhere ? [...decoded, { kind: "other-boot", file }] : decoded;
}

/** A span file as a source; none where it has no header. Its times are nanoseconds after its start anchor. */
export function spanSource<Trace extends Placeable>({
  file,
  trace,
}: NamedTrace<Trace>): (Source & Pick<TimelineProcess<Trace>, "header" | "trace">)[] {
  const { header, exit, first, last } = trace;
  if (!header) return [];
  const { bootId, timeNamespace, anchor } = header;
  const boot = {
    ...(bootId !== undefined && { bootId }),
    ...(timeNamespace !== undefined && { timeNamespace }),
  };
  const anchors = exit ? [anchor, exit.anchor] : [anchor];
  const quantum = 1 + readingError(anchors); // the times of phases are tied to its clock by such a reading
  const clock = { kind: "monotonic", zero: anchor.mono0, quantum, boot, anchors } as const;
  return [{ ...{ file, header, clock, first, last, trace }, ...(exit && { exit: exit.code }) }];
}

/** What of sources could be placed, and what could not. */
export interface PlacedSources<From extends Source> {
  readonly line: PlacedTimeline<Placed<From>>;
  readonly unplaced: readonly From[];
}

type Placed<From extends Source> = Omit<From, "clock" | keyof Extent> & PlacedProcess;

/** Places sources on the clock of most of them (`sessionClock`). */
export function placeSources<From extends Source>(
  sources: readonly From[],
  readings: readonly BootAnchors[] = [],
): PlacedSources<From> {
  const clock = sessionClock(
    sources.map((source) => source.clock),
    readings,
  );
  const synced = sources.map((source) => ({ source, sync: syncClock(source.clock, source, clock) }));
  const placed = synced.flatMap(({ source, sync }) =>
    sync ? { source, sync, begin: momentOf(sync, source.first) } : [],
  );
  const begins = placed.map(({ begin }) => begin);
  const zero = begins.reduce((first, begin) => (begin < first ? begin : first), begins[0] ?? 0n);
  const wallZero = placed.length > 0 ? zero + (clock.wall?.offset ?? 0n) : 0n;
  const processes = placed.map(({ source, sync }) => afterZero(source, sync, zero)).sort(byStart);
  return {
    line: { zero, wallZero, clock, processes },
    unplaced: synced.flatMap(({ source, sync }) => (sync ? [] : source)),
  };
}

function momentOf({ zero, rate }: ClockSync, time: number): bigint {
  return zero + BigInt(Math.round(rate * time));
}

function afterZero<From extends Source>(source: From, sync: ClockSync, zero: bigint): Placed<From> {
  const { clock: _, first, last, ...rest } = source;
  const offset = Number(sync.zero - zero);
  const [start, end] = [first, last].map((time) => offset + Math.round(sync.rate * time)) as [number, number];
  return { ...rest, start, end, offset, sync } as Placed<From>; // `exit` is optional in both, which tsc cannot see
}

function byStart(a: PlacedProcess, b: PlacedProcess): number {
  return a.start - b.start || (a.header.pid ?? 0) - (b.header.pid ?? 0) || compare(a.file, b.file);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
