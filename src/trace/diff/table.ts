import { compare } from "../analysis/sums.ts";
import { functionId, packageId } from "../ids.ts";
import type { Change, Comparison } from "./change.ts";
import type { Figure, Subject } from "./figure.ts";
import { joinRenamed, type PairedRow } from "./renames.ts";
import { isIn, type Row, rowsOf, sourceOf } from "./rows.ts";
import type { SessionFigures } from "./session-figures.ts";

/** A phase, pass, package, function, declaration or dependency on both sides. */
export interface DiffRow {
  readonly name: string;
  /** The import path of a function. */
  readonly package?: string;
  /** What it was called before, where the same source has another symbol now, or stands in another package. */
  readonly formerName?: string;
  readonly formerPackage?: string;
  /** Stable ids (docs/events.md) of packages, functions and declarations, as far as they are known. */
  readonly idBefore?: string;
  readonly idAfter?: string;
  /** Of functions and declarations, where the hashes of their sources tell. */
  readonly source?: "same" | "changed";
  /** Nanoseconds. */
  readonly time: Change;
  readonly count: Change;
  readonly allocatedBytes?: Change;
  /** Machine code. */
  readonly textBytes?: Change;
}

/** All rows of one subject, in packages that every session recorded to that depth. */
export interface DiffTable {
  readonly subject: Subject;
  /** How many units (packages, and packages by another tool) it is made of. */
  readonly units: number;
  /** On both sides: significant changes first, then by how much the time changed. */
  readonly rows: readonly DiffRow[];
  /** On one side only, by their time. */
  readonly removed: readonly DiffRow[];
  readonly added: readonly DiffRow[];
  /** The geometric mean of all ratios of times; absent where there is none. */
  readonly geomean?: number;
}

export function diffTable(
  subject: Subject,
  units: readonly string[],
  sides: readonly [before: readonly SessionFigures[], after: readonly SessionFigures[]],
  comparison: Comparison,
): DiffTable {
  const found: readonly PairedRow[] = rowsOf(subject, units, ...sides);
  const paired = subject === "function" ? joinRenamed(found) : found;
  const make = (rows: readonly PairedRow[]): DiffRow[] => diffRows(subject, rows, comparison);
  const rows = make(paired.filter(({ before, after }) => isIn(before) && isIn(after)));
  const mean = geomean(rows.flatMap(({ time }) => time.ratio ?? []));
  return {
    ...{ subject, units: units.length, rows },
    removed: make(paired.filter(({ after }) => !isIn(after))),
    added: make(paired.filter(({ before }) => !isIn(before))),
    ...(mean !== undefined && { geomean: mean }),
  };
}

/** Significant changes first, then by how much the time changed. */
export function diffRows(subject: Subject, rows: readonly PairedRow[], comparison: Comparison): DiffRow[] {
  return rows.map((row) => diffRow(subject, row, comparison)).sort(byImpact);
}

function diffRow(subject: Subject, row: PairedRow, comparison: Comparison): DiffRow {
  const change = (of: (figure: Figure) => number): Change => comparison.change(...samples(row, of));
  const has = (key: "allocatedBytes" | "textBytes"): boolean =>
    [...row.before, ...row.after].some((figure) => figure?.[key] !== undefined);
  return {
    name: row.name,
    ...(row.package !== undefined && { package: row.package }),
    ...(row.formerly && formerNames(row, row.formerly)),
    ...identity(subject, row),
    time: change(({ time }) => time),
    count: change(({ count }) => count),
    ...(has("allocatedBytes") && { allocatedBytes: change(({ allocatedBytes = 0 }) => allocatedBytes) }),
    ...(has("textBytes") && { textBytes: change(({ textBytes = 0 }) => textBytes) }),
  };
}

function samples(
  { before, after }: Row,
  of: (figure: Figure) => number,
): [before: number[], after: number[]] {
  const side = (figures: Row["before"]): number[] =>
    figures.flatMap((figure) => (figure ? [of(figure)] : []));
  return [side(before), side(after)];
}

function formerNames(row: Row, { name, package: of }: Pick<Row, "name" | "package">): Partial<DiffRow> {
  return {
    ...(name !== row.name && { formerName: name }),
    ...(of !== row.package && of !== undefined && { formerPackage: of }),
  };
}

function identity(subject: Subject, row: PairedRow): Partial<DiffRow> {
  const [old, now] = [sourceOf(row.before), sourceOf(row.after)];
  const idAfter = idOf(subject, row, now);
  const isSame = old === now && row.formerly === undefined;
  const idBefore = isSame ? idAfter : idOf(subject, row.formerly ?? row, old);
  return {
    ...(idBefore !== undefined && isIn(row.before) && { idBefore }),
    ...(idAfter !== undefined && isIn(row.after) && { idAfter }),
    ...(old !== undefined && now !== undefined && { source: old === now ? "same" : "changed" }),
  };
}

function idOf(
  subject: Subject,
  { name, package: of = "" }: Pick<Row, "name" | "package">,
  source: string | undefined,
): string | undefined {
  if (subject === "function") return functionId(packageId(of), name, source);
  return subject === "package" ? packageId(name) : source;
}

function byImpact(a: DiffRow, b: DiffRow): number {
  return (
    Number(b.time.significant) - Number(a.time.significant) ||
    Math.abs(b.time.delta) - Math.abs(a.time.delta) ||
    compare(a.package ?? "", b.package ?? "") ||
    compare(a.name, b.name)
  );
}

function geomean(ratios: readonly number[]): number | undefined {
  const positive = ratios.filter((ratio) => ratio > 0);
  if (positive.length === 0) return undefined;
  return Math.exp(positive.reduce((sum, ratio) => sum + Math.log(ratio), 0) / positive.length);
}
