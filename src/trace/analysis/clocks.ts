import type { ClockSync } from "../clock/sync.ts";
import type { PlacedProcess } from "../timeline.ts";
import { compare } from "./sums.ts";

/** How surely the processes of one tool are placed. */
export interface ClockRow {
  readonly tool: string;
  readonly clock: ClockSync["kind"];
  readonly processes: number;
  /** The largest of their bounds; nanoseconds. */
  readonly error: number;
}

/** By tool and clock, the largest error first, then by name. */
export function clockRows(processes: readonly PlacedProcess[]): ClockRow[] {
  const rows = new Map<string, ClockRow>();
  for (const { header, sync } of processes) {
    const key = JSON.stringify([header.tool, sync.kind]);
    const row = rows.get(key) ?? { tool: header.tool, clock: sync.kind, processes: 0, error: 0 };
    rows.set(key, { ...row, processes: row.processes + 1, error: Math.max(row.error, sync.error) });
  }
  return [...rows.values()].sort(
    (a, b) => b.error - a.error || compare(a.tool, b.tool) || compare(a.clock, b.clock),
  );
}
