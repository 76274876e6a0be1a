import type { Anchor } from "../event.ts";
import type { Placeable, Timeline } from "../timeline.ts";

/** How far a time of the wall clock, put on the timeline's axis by `wallZero`, may be off. */
export interface WallClock {
  /** Nanoseconds. */
  readonly error: number;
  /** Whether the anchors contradict each other, so that the clock was set while the processes ran. */
  readonly set: boolean;
}

/** Two clocks that are read in turn never agree on every nanosecond; tracing.md measured half a microsecond at most. */
const agreement = 1000;

/**
 * Holds all anchors of the processes on the common clock, at their starts and ends, against `wallZero`. Each says that
 * the difference of the two clocks lies between two bounds, because the wall clock was read between two readings of the
 * monotonic one: where all agree, the tightest of them bound the error; else every one counts in full.
 */
export function wallClock({ zero, wallZero, processes }: Timeline<Placeable>): WallClock {
  const used = wallZero - zero;
  let [low, high, widest] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, 0];
  for (const { clock, header, trace } of processes) {
    if (clock !== "exact") continue;
    for (const { mono0, wall, mono1 } of anchors(header.anchor, trace.exit?.anchor)) {
      const bounds = [Number(wall - mono1 - used), Number(wall - mono0 - used)] as const;
      low = Math.max(low, bounds[0]);
      high = Math.min(high, bounds[1]);
      widest = Math.max(widest, Math.abs(bounds[0]), Math.abs(bounds[1]));
    }
  }
  const set = low - high > agreement;
  const tightest = Number.isFinite(low) ? Math.max(Math.abs(low), Math.abs(high)) : 0;
  return { error: set ? widest : tightest, set };
}

function anchors(start: Anchor, end: Anchor | undefined): Anchor[] {
  return end ? [start, end] : [start];
}
