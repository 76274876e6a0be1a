import type { Anchor } from "../event.ts";
import { fitClock, type Pin } from "./fit-clock.ts";
import { type WallOffset, wallOffset } from "./wall-offset.ts";

/** Whose CLOCK_MONOTONIC it is: that of a boot, seen from a time namespace. */
export interface Boot {
  readonly bootId?: string;
  readonly timeNamespace?: string;
}

/** The clock that a session's timeline goes by. */
export interface SessionClock {
  /** Absent where no source names its boot. */
  readonly boot?: Boot;
  /** What ties it to the wall clock; absent where nothing does. */
  readonly wall?: WallOffset;
}

/** What a source says of the clock that its times are of. */
export type SourceClock = {
  /** The time of the source that counts as its zero, in nanoseconds; of ticks it is where CLOCK_MONOTONIC begins to count. */
  readonly zero: bigint;
  /** How far a recorded time may be off the source's own clock; nanoseconds. */
  readonly quantum: number;
} & (
  | ({ readonly kind: "monotonic" } & Monotonic)
  | ({ readonly kind: "ticks" } & Ticks)
  | { readonly kind: "wall" }
);

/** CLOCK_MONOTONIC of a boot, and what is known of that boot. */
export interface Monotonic {
  /** Absent where the source does not name it. */
  readonly boot?: Boot;
  /** Both clocks, read at one moment: at the begin and at the end, as far as the source has them. */
  readonly anchors: readonly Anchor[];
  /** Unix time at which the file was last written. It tells the boot where there are no anchors. */
  readonly written?: bigint;
}

/** Ticks that run evenly, and from which moment on nobody knows: readings tie them to CLOCK_MONOTONIC. */
export interface Ticks extends Monotonic {
  /** Nanoseconds in a tick, where the source names it. */
  readonly rate?: number;
  /** In ticks of the source, and nanoseconds after `zero`. */
  readonly pins: readonly Pin[];
}

/** A process's clock in terms of the session's: a time t of the source is the moment `zero + rate * t` there. */
export interface ClockSync {
  /**
   * `exact`: the source has the session's own clock. `fitted`: offset and rate follow from readings of both clocks.
   * `wall`: the two have only the wall clock in common.
   */
  readonly kind: "exact" | "fitted" | "wall";
  /** CLOCK_MONOTONIC of the session at the source's zero; nanoseconds. */
  readonly zero: bigint;
  /** Nanoseconds of the session in a unit of the source. */
  readonly rate: number;
  /** How far a placed time may be off at most; nanoseconds. */
  readonly error: number;
}

/** The times between which a source has events, in its own unit, after its zero. */
export interface Extent {
  readonly first: number;
  readonly last: number;
}

/**
 * Ties a source's clock to the session's. Undefined where nothing ties them together: the source cannot be placed then,
 * and must not be guessed.
 */
export function syncClock(source: SourceClock, extent: Extent, session: SessionClock): ClockSync | undefined {
  const { zero, quantum } = source;
  if (source.kind === "wall") return onWall({ zero, rate: 1, error: quantum }, nothingToAdd, session);
  const own = source.kind === "ticks" ? fitted(source, extent) : { zero, rate: 1, error: quantum };
  if (!own) return undefined;
  if (isOfBoot(source, zero + BigInt(Math.round(own.rate * extent.last)), session))
    return { kind: source.kind === "ticks" ? "fitted" : "exact", ...own };
  const wall = wallOffset(source.anchors);
  return wall && onWall(own, wall, session);
}

type Own = Omit<ClockSync, "kind">;

/** Ticks in terms of the CLOCK_MONOTONIC that their readings are of. */
function fitted(
  { zero, quantum, pins, rate }: SourceClock & Ticks,
  { first, last }: Extent,
): Own | undefined {
  const line = fitClock(pins, first, last, rate);
  if (!line) return undefined;
  const start = Math.round(line.start - line.origin * line.rate);
  return { zero: zero + BigInt(start), rate: line.rate, error: line.error + quantum + rounding };
}

/** A moment that is calculated is rounded to a nanosecond twice. */
const rounding = 1;

const nothingToAdd = { offset: 0n, error: 0 };

/** By the wall clock: what both sides leave open of it adds up. */
function onWall(
  own: Own,
  { offset, error }: Pick<WallOffset, "offset" | "error">,
  { wall }: SessionClock,
): ClockSync | undefined {
  if (!wall) return undefined;
  return {
    kind: "wall",
    ...own,
    zero: own.zero + offset - wall.offset,
    error: own.error + error + wall.error,
  };
}

/** How far apart the offsets of one boot may be, beyond their errors: wall clocks are set a little now and then. */
const bootAgreement = 1_000_000n;

/** How long after its last event a file of this boot may have been written. */
const writtenWithin = 2_000_000_000n;

/**
 * By its name. Where a source has none, the wall clock tells: it would take two boots that began within milliseconds of
 * each other for the monotonic clocks of both to show the same at the same time. `end` is the source's last moment.
 */
function isOfBoot({ boot, anchors, written }: Monotonic, end: bigint, session: SessionClock): boolean {
  if (boot && session.boot) return isSameBoot(boot, session.boot);
  if (!session.wall) return !boot && !session.boot;
  const { offset, error } = session.wall;
  const own = wallOffset(anchors);
  if (own) return distance(own.offset, offset) <= bootAgreement + BigInt(own.error + error);
  return written !== undefined && distance(written, end + offset) <= writtenWithin + BigInt(error);
}

export function isSameBoot(a: Boot, b: Boot): boolean {
  return a.bootId === b.bootId && a.timeNamespace === b.timeNamespace;
}

const distance = (a: bigint, b: bigint): bigint => (a < b ? b - a : a - b);
