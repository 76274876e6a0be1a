import type { Anchor, SpanFile, SpanHeader } from "./event.ts";
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

/** One traced process on the common clock. Times are nanoseconds after the timeline's zero. */
export interface TimelineProcess<Trace extends Placeable = SpanFile> {
  readonly file: string;
  readonly header: SpanHeader;
  /** From the first to the last moment that its file knows. */
  readonly start: number;
  readonly end: number;
  /** What to add to a time in `trace` to get one of the timeline. */
  readonly offset: number;
  /** The exit code; absent where the process was killed or crashed. */
  readonly exit?: number;
  /** `exact`: the monotonic clock that all share. `wall`: placed by the wall clock of its start anchor. */
  readonly clock: "exact" | "wall";
  readonly trace: Trace;
}

/** All processes on one clock. */
export interface Timeline<Trace extends Placeable = SpanFile> {
  /** CLOCK_MONOTONIC and Unix time of the zero, which is the start of the first process; nanoseconds. */
  readonly zero: bigint;
  readonly wallZero: bigint;
  /** By start, then process id, then file name. */
  readonly processes: readonly TimelineProcess<Trace>[];
  /** By file name. */
  readonly findings: readonly TraceFinding[];
}

/**
 * Places the processes on one clock. All processes of one boot and time namespace share CLOCK_MONOTONIC, so nothing
 * is estimated for them; the boot of most files is the timeline's, and a file from elsewhere goes by its wall clock.
 * The order of `traces` does not matter. A file without a header gives findings only.
 */
export function timeline<Trace extends Placeable>(traces: readonly NamedTrace<Trace>[]): Timeline<Trace> {
  const sorted = [...traces].sort((a, b) => compare(a.file, b.file));
  const origins = sorted.flatMap((named) => origin(named));
  const clock = commonClock(origins);
  const placed = origins.map((from) => place(from, clock));
  const elsewhere = new Set(placed.filter((from) => from.clock === "wall").map((from) => from.file));
  const zero = [...placed].sort((a, b) => compare(a.start, b.start))[0]?.start ?? 0n;
  return {
    zero,
    wallZero: zero + clock.toWall,
    processes: placed.map((from) => process(from, zero)).sort(byStart),
    findings: sorted.flatMap((from) => findingsOf(from, elsewhere.has(from.file))),
  };
}

function findingsOf({ file, trace }: NamedTrace<Placeable>, elsewhere: boolean): TraceFinding[] {
  const decoded = trace.findings.map((finding) => ({ ...finding, file }));
  return elsewhere ? [...decoded, { kind: "other-boot", file }] : decoded;
}

interface Origin<Trace extends Placeable> extends NamedTrace<Trace> {
  readonly header: SpanHeader;
  /** Names the boot and time namespace whose monotonic clock the file goes by. */
  readonly boot: string;
}

function origin<Trace extends Placeable>({ file, trace }: NamedTrace<Trace>): Origin<Trace>[] {
  const { header } = trace;
  if (!header) return [];
  return [{ file, trace, header, boot: JSON.stringify([header.bootId, header.timeNamespace]) }];
}

interface Clock {
  readonly boot: string;
  /** What to add to the monotonic clock to get Unix time. */
  readonly toWall: bigint;
}

/** The clock of most files; of the boot whose name sorts first where two have as many. */
function commonClock(origins: readonly Origin<Placeable>[]): Clock {
  const files = new Map<string, number>();
  for (const { boot } of origins) files.set(boot, (files.get(boot) ?? 0) + 1);
  const [first] = [...origins].sort(
    (a, b) =>
      files.get(b.boot)! - files.get(a.boot)! ||
      compare(a.boot, b.boot) ||
      compare(a.header.anchor.mono0, b.header.anchor.mono0),
  );
  return first ? { boot: first.boot, toWall: wallMinusMono(first.header.anchor) } : { boot: "", toWall: 0n };
}

/** The wall clock was read between the two readings of the monotonic one. */
function wallMinusMono({ mono0, wall, mono1 }: Anchor): bigint {
  return wall - (mono0 + mono1) / 2n;
}

interface Placed<Trace extends Placeable> extends Origin<Trace> {
  readonly clock: TimelineProcess["clock"];
  /** The common clock at the file's own zero, and at its first moment. */
  readonly mono0: bigint;
  readonly start: bigint;
}

function place<Trace extends Placeable>(from: Origin<Trace>, clock: Clock): Placed<Trace> {
  const { anchor } = from.header;
  const same = from.boot === clock.boot;
  const mono0 = same ? anchor.mono0 : anchor.mono0 + wallMinusMono(anchor) - clock.toWall;
  return { ...from, clock: same ? "exact" : "wall", mono0, start: mono0 + BigInt(from.trace.first) };
}

function process<Trace extends Placeable>(placed: Placed<Trace>, zero: bigint): TimelineProcess<Trace> {
  const { file, header, trace, clock, mono0 } = placed;
  const offset = Number(mono0 - zero);
  return {
    file,
    header,
    start: offset + trace.first,
    end: offset + trace.last,
    offset,
    ...(trace.exit && { exit: trace.exit.code }),
    clock,
    trace,
  };
}

function byStart(a: TimelineProcess<Placeable>, b: TimelineProcess<Placeable>): number {
  return a.start - b.start || a.header.pid - b.header.pid || compare(a.file, b.file);
}

function compare<T extends string | bigint>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
