import type { Pin } from "../clock/fit-clock.ts";
import type { Anchor } from "../event.ts";
import type { RuntimeTraceFile } from "../runtime/trace-file.ts";

/** A clock reading that a traced tool logged into its execution trace, as `SYNC_ANCHOR` with the text `mono0 wall mono1`. */
export interface LoggedAnchor {
  readonly anchor: Anchor;
  /** When it was logged, in the trace's unit: at some time after `mono1`. */
  readonly time: number;
  /** The row of the log. */
  readonly row: number;
}

/** By time. */
export function anchorsIn({ logs, names }: RuntimeTraceFile): LoggedAnchor[] {
  const anchors: LoggedAnchor[] = [];
  const category = names.indexOf("SYNC_ANCHOR");
  for (let row = 0; row < logs.time.length; row++) {
    if (logs.category[row] !== category) continue;
    const numbers = /^(\d{1,19}) (\d{1,19}) (\d{1,19})$/.exec(names[logs.message[row]!]!);
    if (!numbers) continue;
    const [mono0, wall, mono1] = numbers.slice(1).map(BigInt) as [bigint, bigint, bigint];
    anchors.push({ anchor: { mono0, wall, mono1 }, time: logs.time[row]!, row });
  }
  return anchors;
}

/** The package that a traced tool worked on, which it logs after the anchors of its start; undefined in other traces. */
export function packageOf(file: RuntimeTraceFile): string | undefined {
  const row = packageRow(file);
  return row < 0 || anchorsIn(file).length === 0 ? undefined : file.names[file.logs.message[row]!];
}

function packageRow({ logs, names }: RuntimeTraceFile): number {
  const category = names.indexOf("package");
  return category < 0 ? -1 : logs.category.indexOf(category);
}

/** A tool logs an anchor again, up to so many times, while it took longer than so many nanoseconds to do that. */
const tries = 5;
const goodWidth = 2000n;

/**
 * Between which moments an anchor of the start was logged and one of the end, in nanoseconds after `zero`; those are before
 * and after the log of the package. An anchor was logged before the next one was read; the last of fewer than five in a row
 * was good enough, or there were another.
 */
export function anchorPins(file: RuntimeTraceFile): { zero: bigint; pins: readonly Pin[] } {
  const all = anchorsIn(file);
  const zero = all[0]?.anchor.mono0 ?? 0n;
  const start = packageRow(file);
  const groups =
    start < 0 ? [] : [all.filter(({ row }) => row < start), all.filter(({ row }) => row > start)];
  return { zero, pins: groups.flatMap((group) => narrowest(pinsOf(group, zero))) };
}

/** Others of the same moment would tell no more. */
function narrowest(pins: readonly Pin[]): Pin[] {
  const [best] = pins
    .filter(({ low, high }) => low <= high)
    .sort((a, b) => a.high - a.low - (b.high - b.low));
  return best ? [best] : [];
}

function pinsOf(group: readonly LoggedAnchor[], zero: bigint): Pin[] {
  return group.flatMap(({ anchor, time }, i) => {
    const next = group[i + 1]?.anchor.mono0 ?? (group.length < tries ? anchor.mono0 + goodWidth : undefined);
    return next === undefined
      ? []
      : [{ at: time, low: Number(anchor.mono1 - zero), high: Number(next - zero) }];
  });
}
