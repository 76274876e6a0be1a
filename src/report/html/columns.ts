import type { ColumnData, TableData } from "./data.ts";
import type { NameTable } from "./names.ts";

/** The most rows of a table in the page; the JSON report has all of them. */
const rowsKept = 2000;

/** A column, and what it takes of a row: a name, or a figure. */
export interface Column<Row> {
  readonly title: string;
  readonly unit: ColumnData["unit"];
  readonly of: (row: Row) => string | number;
}

/** A table of the page, before it is data. */
export interface Table<Row> {
  readonly id: string;
  readonly title: string;
  readonly note: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
}

export const named = <Row>(title: string, of: (row: Row) => string): Column<Row> => ({
  title,
  unit: "name",
  of,
});
export const time = <Row>(title: string, of: (row: Row) => number): Column<Row> => ({
  title,
  unit: "time",
  of,
});
export const bytes = <Row>(title: string, of: (row: Row) => number): Column<Row> => ({
  title,
  unit: "bytes",
  of,
});
export const count = <Row>(title: string, of: (row: Row) => number): Column<Row> => ({
  title,
  unit: "count",
  of,
});

/** Its columns, with names as numbers; the first rows of one that is too long. */
export function writeTable<Row>({ id, title, note, rows, columns }: Table<Row>, names: NameTable): TableData {
  const kept = rows.slice(0, rowsKept);
  const shown = kept.length < rows.length ? `The first ${kept.length} of ${rows.length}. ` : "";
  const number = (value: string | number): number => (typeof value === "string" ? names.id(value) : value);
  return {
    ...{ id, title, note: `${shown}${note}.` },
    columns: columns.map((column) => ({
      ...{ title: column.title, unit: column.unit },
      values: kept.map((row) => number(column.of(row))),
    })),
  };
}
