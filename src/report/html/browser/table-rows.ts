import type { ColumnData, TableData } from "../data.ts";
import type { Match } from "./search.ts";

/** By which column a table is sorted, and from which end. */
export interface Sorting {
  readonly column: number;
  readonly descending: boolean;
}

/** The largest or the first name on top where a column is chosen; the other way round where it is chosen again. */
export function resorted(sorting: Sorting, column: number, { columns }: TableData): Sorting {
  const descending = columns[column]!.unit !== "name";
  return sorting.column === column ? { column, descending: !sorting.descending } : { column, descending };
}

/** The rows whose names together match, sorted; equal ones as they stand in the table. */
export function tableRows(
  { columns }: TableData,
  names: readonly string[],
  { column, descending }: Sorting,
  match?: Match,
): number[] {
  const all = columns[0]!.values.map((_, row) => row);
  const text = columns.filter(({ unit }) => unit === "name");
  const rows = match
    ? all.filter((row) => match(text.map(({ values }) => names[values[row]!]!).join(" ")))
    : all;
  const order = comparison(columns[column]!, names);
  return rows.sort((a, b) => (descending ? order(b, a) : order(a, b)) || a - b);
}

function comparison({ unit, values }: ColumnData, names: readonly string[]) {
  if (unit !== "name") return (a: number, b: number): number => values[a]! - values[b]!;
  const collator = new Intl.Collator("en");
  return (a: number, b: number): number => collator.compare(names[values[a]!]!, names[values[b]!]!);
}
