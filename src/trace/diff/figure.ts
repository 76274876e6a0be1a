import type { Level } from "../event-type.ts";

/** What sessions can be compared by, and the level from which on it is recorded. */
export const subjectLevels = {
  phase: "phase",
  pass: "pass",
  package: "package",
  function: "function",
  declaration: "function",
  dependency: "phase",
} as const satisfies Record<string, Level>;

export type Subject = keyof typeof subjectLevels;

export const subjects = Object.keys(subjectLevels) as Subject[];

/** What one session says of one row, summed. Sizes are absent where they are not of that subject. */
export interface Figure {
  /** Nanoseconds. */
  readonly time: number;
  readonly count: number;
  readonly allocatedBytes?: number;
  /** Machine code. */
  readonly textBytes?: number;
  /** What changes with its source, where it has one: of a function the hash, of a declaration its stable id. */
  readonly source?: string;
}

/** By name. */
export type FigureRows = ReadonlyMap<string, Figure>;

/** Adds up figures of one name. */
export function collect(figures: Iterable<readonly [name: string, figure: Figure]>): FigureRows {
  const rows = new Map<string, Figure>();
  for (const [name, figure] of figures) {
    const seen = rows.get(name);
    rows.set(name, seen ? addFigures(seen, figure) : figure);
  }
  return rows;
}

/** A size or a source that only one of them has is that of both; of two sources there is none that could be named. */
export function addFigures(a: Figure, b: Figure): Figure {
  const size = (key: "allocatedBytes" | "textBytes") =>
    a[key] === undefined && b[key] === undefined ? {} : { [key]: (a[key] ?? 0) + (b[key] ?? 0) };
  const source = a.source ?? b.source;
  return {
    ...{ time: a.time + b.time, count: a.count + b.count, ...size("allocatedBytes"), ...size("textBytes") },
    ...(source !== undefined && (b.source ?? source) === source && { source }),
  };
}
