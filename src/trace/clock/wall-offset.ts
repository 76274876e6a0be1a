import type { Anchor } from "../event.ts";

/** What to add to the monotonic clock to get Unix time. */
export interface WallOffset {
  /** Nanoseconds. */
  readonly offset: bigint;
  /** How far it may be off at any time between the first anchor and the last; nanoseconds, rounded up. */
  readonly error: number;
  /** Whether the anchors contradict each other, so that the wall clock was set between them. */
  readonly set: boolean;
}

/** Two clocks that are read in turn never agree on every nanosecond; half a microsecond is the most that was measured. */
const agreement = 1000n;

/**
 * Each anchor says that the difference of the two clocks lies between two bounds, because the wall clock was read between
 * two readings of the monotonic one. Where all agree, the difference is where all bounds overlap; where they contradict
 * each other by no more than clocks do, the contradiction counts as error; else the wall clock was set, nobody knows
 * when, and it may be anything that an anchor says. Undefined without anchors.
 */
export function wallOffset(anchors: readonly Anchor[]): WallOffset | undefined {
  if (anchors.length === 0) return undefined;
  const lows = anchors.map(({ wall, mono0, mono1 }) => wall - larger(mono0, mono1));
  const highs = anchors.map(({ wall, mono0, mono1 }) => wall - smaller(mono0, mono1));
  const [low, high] = [lows.reduce(larger), highs.reduce(smaller)];
  if (low <= high) return { ...middle(low, high), set: false };
  if (low - high <= agreement)
    return { offset: middle(high, low).offset, error: Number(low - high), set: false };
  return { ...middle(lows.reduce(smaller), highs.reduce(larger)), set: true };
}

/** How well a process that took these anchors reads its clock: half the widest of them; nanoseconds, rounded up. */
export function readingError(anchors: readonly Anchor[]): number {
  const widths = anchors.map(({ mono0, mono1 }) => Number(larger(mono0, mono1) - smaller(mono0, mono1)));
  return Math.ceil(widths.reduce((widest, width) => Math.max(widest, width), 0) / 2);
}

function middle(low: bigint, high: bigint): Pick<WallOffset, "offset" | "error"> {
  const offset = low + (high - low) / 2n;
  return { offset, error: Number(high - offset) };
}

const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const larger = (a: bigint, b: bigint): bigint => (a > b ? a : b);
