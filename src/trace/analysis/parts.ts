import type { SpanFile } from "../event.ts";
import { around, duration, kind } from "./lineage.ts";
import { compare, type NamedSum } from "./sums.ts";

/** A named piece of work below a phase. */
export interface PartRow {
  /** Empty where it lies in no phase. */
  readonly phase: string;
  readonly name: string;
  /** Wall time; what lies in a part of the same name is not counted again. */
  readonly time: number;
  /** Of `time`, outside other parts and imports that lie in it. All of these in a phase add up to its `inParts`. */
  readonly self: number;
  readonly count: number;
}

/** A dependency, by what it cost to read its export data. */
export interface ImportRow {
  /** The import path of what was read. */
  readonly name: string;
  /** Wall time over all that import it; what was read on the way, of other packages, is theirs. */
  readonly time: number;
  readonly count: number;
  /** How many packages had it read. */
  readonly importers: number;
}

/** Parts and imports of one process. */
export interface Parts {
  readonly parts: readonly PartRow[];
  readonly imports: readonly NamedSum[];
  /** Wall time in parts and imports, by phase. */
  readonly byPhase: ReadonlyMap<string, number>;
}

/** Adds up parts and imports of one process; `rows` are theirs. */
export function partsOf({ spans, names }: SpanFile, rows: readonly number[]): Parts {
  const inner = new Map<number, number>();
  for (const row of rows) increase(inner, enclosing(row), duration(spans, row));
  const parts = new Map<string, PartRow>();
  const imports: NamedSum[] = [];
  const byPhase = new Map<string, number>();
  for (const row of rows) {
    const name = names[spans.name[row]!]!;
    const self = duration(spans, row) - (inner.get(row) ?? 0);
    const phase = phaseAround(row);
    increase(byPhase, phase, self);
    if (spans.kind[row] === kind.import) imports.push({ name, time: self, count: 1, summed: 0 });
    else {
      const time = isRepeated(row) ? 0 : duration(spans, row);
      addPart(parts, { phase, name, time, self, count: 1 });
    }
  }
  return { parts: [...parts.values()], imports, byPhase };

  function enclosing(row: number): number {
    return Math.max(around(spans, row, kind.part), around(spans, row, kind.import)); // a child stands below its parent
  }

  function phaseAround(row: number): string {
    const phase = around(spans, row, kind.phase);
    return phase < 0 ? "" : names[spans.name[phase]!]!;
  }

  function isRepeated(row: number): boolean {
    for (let at = around(spans, row, kind.part); at >= 0; at = around(spans, at, kind.part))
      if (spans.name[at] === spans.name[row]) return true;
    return false;
  }
}

function increase<Key>(sums: Map<Key, number>, key: Key, by: number): void {
  sums.set(key, (sums.get(key) ?? 0) + by);
}

function addPart(rows: Map<string, PartRow>, part: PartRow): void {
  const key = JSON.stringify([part.phase, part.name]);
  const row = rows.get(key);
  rows.set(key, {
    phase: part.phase,
    name: part.name,
    time: part.time + (row?.time ?? 0),
    self: part.self + (row?.self ?? 0),
    count: part.count + (row?.count ?? 0),
  });
}

/** The longest first, then by phase and name. */
export function partRows(processes: readonly Parts[]): PartRow[] {
  const rows = new Map<string, PartRow>();
  for (const { parts } of processes) for (const part of parts) addPart(rows, part);
  return [...rows.values()].sort(
    (a, b) => b.time - a.time || compare(a.phase, b.phase) || compare(a.name, b.name),
  );
}

/** The longest first, then by name. */
export function importRows(
  processes: readonly { readonly package: string; readonly parts: Parts }[],
): ImportRow[] {
  const rows = new Map<string, { name: string; time: number; count: number; importers: Set<string> }>();
  for (const { package: importer, parts } of processes)
    for (const { name, time, count } of parts.imports) {
      const row = rows.get(name) ?? { name, time: 0, count: 0, importers: new Set() };
      row.time += time;
      row.count += count;
      row.importers.add(importer);
      rows.set(name, row);
    }
  return [...rows.values()]
    .map((row) => ({ ...row, importers: row.importers.size }))
    .sort((a, b) => b.time - a.time || compare(a.name, b.name));
}

/** How much of a phase's time lies in named parts and imports, over all processes. */
export function timeInParts(processes: readonly Parts[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { byPhase } of processes) for (const [phase, time] of byPhase) increase(sums, phase, time);
  return sums;
}
