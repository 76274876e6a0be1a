import type { SpanFile } from "../event.ts";
import { duration } from "./lineage.ts";
import { eventsOf } from "./recorded-events.ts";
import { compare } from "./sums.ts";
import { fill, type MemoryUse, noMemory } from "./totals.ts";

/** One phase of one process. The memory figures are what came about during it. */
export interface Phase extends MemoryUse {
  readonly name: string;
  /** Wall time. */
  readonly time: number;
  /** At its end; 0 where it is not known. */
  readonly heapInUse: number;
}

/** A phase over all processes. */
export interface PhaseRow extends Phase {
  readonly count: number;
  /** Of `time`, in named parts, and reading imports. */
  readonly inParts: number;
  /** The largest at any end of it. */
  readonly heapInUse: number;
}

/** Time on the main goroutine that is in no phase. */
export interface Gaps {
  readonly beforePhases: number;
  readonly betweenPhases: number;
  readonly afterPhases: number;
}

/**
 * The phases of a process, with what their `Memory` events say; `rows` are those of phases on lane 0, in order of time.
 * The figures of an event count from the start of the process, so what a phase did is the difference to the one before.
 */
export function phasesOf({ spans, names, events }: SpanFile, rows: readonly number[]): Phase[] {
  const memory = new Map(eventsOf(events, "Memory").map(({ span, fields }) => [span, fields]));
  let before: MemoryUse = noMemory;
  return rows.map((row) => {
    const told = memory.get(row);
    const now = told ?? before;
    const used = fill(noMemory, (key) => now[key] - before[key]);
    before = now;
    const name = names[spans.name[row]!]!;
    return { name, time: duration(spans, row), heapInUse: told?.heapInUse ?? 0, ...used };
  });
}

/** The rest of the time from `first` to `last`. */
export function gapsOf({ spans, first, last }: SpanFile, rows: readonly number[]): Gaps {
  const begin = rows.length > 0 ? spans.start[rows[0]!]! : last;
  const end = rows.length > 0 ? spans.end[rows.at(-1)!]! : last;
  const named = rows.reduce((sum, row) => sum + duration(spans, row), 0);
  return { beforePhases: begin - first, betweenPhases: end - begin - named, afterPhases: last - end };
}

/** The longest first, then by name. `inParts` says how much of a phase's time is in named parts. */
export function phaseRows(phases: readonly Phase[], inParts: ReadonlyMap<string, number>): PhaseRow[] {
  const rows = new Map<string, PhaseRow>();
  for (const phase of phases) {
    const row = rows.get(phase.name);
    rows.set(phase.name, {
      name: phase.name,
      time: phase.time + (row?.time ?? 0),
      count: 1 + (row?.count ?? 0),
      inParts: inParts.get(phase.name) ?? 0,
      heapInUse: Math.max(phase.heapInUse, row?.heapInUse ?? 0),
      ...fill(noMemory, (key) => phase[key] + (row?.[key] ?? 0)),
    });
  }
  return [...rows.values()].sort((a, b) => b.time - a.time || compare(a.name, b.name));
}
