import type { SessionRecord } from "../../toolchain/session.ts";
import type { Anchor } from "../../trace/event.ts";

/** The anchors of a record as the traces have them, the start first. */
export function recordedAnchors({ start, end }: Pick<SessionRecord, "start" | "end">): Anchor[] {
  return (end ? [start, end] : [start]).map(({ mono0, wall, mono1 }) => ({
    mono0: BigInt(mono0) - wallQuantum, // the wall clock has shown that time for up to a millisecond
    wall: BigInt(wall),
    mono1: BigInt(mono1),
  }));
}

/** `Date` counts milliseconds; in nanoseconds. */
const wallQuantum = 1_000_000n;
