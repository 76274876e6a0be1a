import { namesInPackage } from "../symbol.ts";
import { isIn, type Row, sourceOf } from "./rows.ts";

/** A row that has another name on either side, and what it was called before. */
export interface PairedRow extends Row {
  readonly formerly?: Pick<Row, "name" | "package">;
}

/**
 * Joins functions of one source that have another symbol, or stand in another package, on either side: compilers of
 * different releases name closures differently, and packages are moved. Only where no other could be meant: a pair has
 * to be the only ones with that source on their sides.
 */
export function joinRenamed(rows: readonly Row[]): PairedRow[] {
  const onBoth = rows.filter(({ before, after }) => isIn(before) && isIn(after));
  let gone = rows.filter(({ after }) => !isIn(after));
  let come = rows.filter(({ before }) => !isIn(before));
  const joined: PairedRow[] = [];
  for (const likeness of [moved, renamed]) {
    const pairs = pairsOf(gone, come, likeness);
    joined.push(...[...pairs].map(([old, now]) => join(old, now)));
    const taken = new Set(pairs.values());
    gone = gone.filter((row) => !pairs.has(row));
    come = come.filter((row) => !taken.has(row));
  }
  return [...onBoth, ...joined, ...gone, ...come];
}

/** What two rows have in common that may be one; undefined where a row has no source. */
type Likeness = (row: Row) => string | undefined;

/** The same source under the same name in another package. */
const moved: Likeness = (row) => {
  const [source, names] = [sourceOf(isIn(row.before) ? row.before : row.after), localName(row)];
  return source === undefined || names === undefined ? undefined : `${source} ${names}`;
};

/** The same source in the same package. */
const renamed: Likeness = (row) => {
  const source = sourceOf(isIn(row.before) ? row.before : row.after);
  return source === undefined ? undefined : `${source} ${row.package}`;
};

function localName({ name, path = "" }: Row): string | undefined {
  return namesInPackage(name, path)?.join(".");
}

function pairsOf(gone: readonly Row[], come: readonly Row[], likeness: Likeness): Map<Row, Row> {
  const [old, now] = [unique(gone, likeness), unique(come, likeness)];
  return new Map(
    [...old].flatMap(([key, row]) => {
      const other = now.get(key);
      return other ? [[row, other] as const] : [];
    }),
  );
}

/** The rows whose likeness no other has. */
function unique(rows: readonly Row[], likeness: Likeness): Map<string, Row> {
  const found = new Map<string, Row>();
  const repeated = new Set<string>();
  for (const row of rows) {
    const key = likeness(row);
    if (key === undefined) continue;
    if (found.has(key)) repeated.add(key);
    found.set(key, row);
  }
  for (const key of repeated) found.delete(key);
  return found;
}

function join(old: Row, now: Row): PairedRow {
  const { name, package: of } = old;
  return { ...now, before: old.before, formerly: { name, ...(of !== undefined && { package: of }) } };
}
