import type { PlacedProcess } from "../trace/timeline.ts";

/** How many processes run from a time on, until the next one. */
export interface Running {
  /** Nanoseconds after the timeline's zero. */
  readonly time: number;
  readonly running: number;
}

/** Every change of the number of processes that run, by time; what happens at one time is one change. */
export function runningProcesses(processes: readonly Pick<PlacedProcess, "start" | "end">[]): Running[] {
  const changes = new Map<number, number>();
  const change = (time: number, by: number): unknown => changes.set(time, (changes.get(time) ?? 0) + by);
  for (const { start, end } of processes) {
    change(start, 1);
    change(end, -1);
  }
  const all: Running[] = [];
  for (const [time, by] of [...changes].sort(([a], [b]) => a - b))
    if (by !== 0) all.push({ time, running: by + (all.at(-1)?.running ?? 0) });
  return all;
}
