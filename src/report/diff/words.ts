import type { formatBytes, formatShortTime } from "../../base/units.ts";
import type { Change } from "../../trace/diff/change.ts";
import type { Diff, DiffSession } from "../../trace/diff/diff.ts";
import { type Distribution, spreadOf } from "../../trace/diff/distribution.ts";
import { printable } from "../printable.ts";

/** How a figure is written: a time or a size. */
export type FormatFigure = typeof formatShortTime | typeof formatBytes;

/** What the sides are called: by their releases of Go where those tell them apart. */
export function sideNames({ before, after }: Pick<Diff, "before" | "after">): [string, string] {
  const [old, now] = [before, after].map(onlyRelease);
  return old && now && old !== now ? [printable(old), printable(now)] : ["before", "after"];
}

function onlyRelease(sessions: readonly DiffSession[]): string | undefined {
  const releases = new Set(sessions.map(({ goVersion }) => goVersion));
  return releases.size === 1 ? sessions[0]!.goVersion : undefined;
}

/** `+4.1 %`, `−0.3 %`; empty where there is nothing to compare with. */
export function formatRatio(ratio: number | undefined): string {
  return ratio === undefined ? "" : signed(100 * (ratio - 1), (percent) => `${percent.toFixed(1)} %`);
}

export function formatDelta(delta: number, format: FormatFigure): string {
  return signed(Math.round(delta), format);
}

function signed(value: number, format: (size: number) => string): string {
  const sign = value < 0 ? "−" : "+";
  return `${value === 0 ? "" : sign}${format(Math.abs(value))}`;
}

/** The change in percent, or `~` where chance may have made it. Without p nobody knows, and it is told as it is. */
export function verdict({ ratio, p, significant }: Change): string {
  return p !== undefined && !significant ? "~" : formatRatio(ratio);
}

/** `0.002`; and how many measurements it is of, where these are not those of all sessions (`6+6`). */
export function formatP({ p, before, after }: Change, sessions: string): string {
  if (p === undefined) return "";
  const n = `${before?.n}+${after?.n}`;
  return `${p.toFixed(3)}${n === sessions ? "" : ` n=${n}`}`;
}

/** `1.20 s ±3 %`; a single measurement has no spread, a side without one has a dash. */
export function formatMedian(side: Distribution | undefined, format: FormatFigure): string {
  if (!side) return "–";
  const spread = side.n > 1 ? ` ±${(100 * spreadOf(side)).toFixed(0)} %` : "";
  return `${format(Math.round(side.median))}${spread}`;
}
