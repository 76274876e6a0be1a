import { formatShortTime } from "../base/units.ts";
import type { ClockRow } from "../trace/analysis/clocks.ts";
import type { Analysis } from "../trace/analyze.ts";
import { printable } from "./printable.ts";

/**
 * How far the times may be off, the worst first, in one sentence. None where there is no process: go's actions, which
 * have times of one clock, are then tied to no other.
 */
export function clockSentences({ clocks, actions }: Pick<Analysis, "clocks" | "actions">): string[] {
  if (clocks.length === 0) return [];
  const ofGo =
    actions && actions.actions.length > 0
      ? [{ error: actions.clock.error, text: "go's actions by the wall clock" }]
      : [];
  const all = [...ofGo, ...byError(clocks)].sort((a, b) => b.error - a.error);
  return [
    `Times are off by at most: ${all.map(({ error, text }) => `${formatShortTime(error)} (${text})`).join(", ")}.`,
  ];
}

interface Bound {
  readonly error: number;
  readonly text: string;
}

/** The tools of a clock are one bound, that of the worst. */
function byError(clocks: readonly ClockRow[]): Bound[] {
  return [...new Set(clocks.map(({ clock }) => clock))].map((clock) => {
    const rows = clocks.filter((row) => row.clock === clock);
    const tools = rows
      .map(({ tool }) => printable(tool))
      .sort()
      .join(", ");
    return { error: Math.max(...rows.map(({ error }) => error)), text: `${tools} ${words[clock]}` };
  });
}

const words: Readonly<Record<ClockRow["clock"], string>> = {
  exact: "by the monotonic clock",
  fitted: "by a fitted clock",
  wall: "by the wall clock",
};
