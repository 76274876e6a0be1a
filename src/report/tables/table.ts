import { formatShare, formatTime } from "../../base/units.ts";
import type { NamedSum } from "../../trace/analysis/sums.ts";
import { printable } from "../printable.ts";
import type { Column } from "../table.ts";

/** A table of the report, for every format that people read. */
export interface ReportTable {
  readonly columns: readonly Column[];
  /** What the figures are. */
  readonly note: string;
}

/** What a table is of, by its name in the plural, and how many rows it may have. */
export interface Rows<Row> {
  readonly of: string;
  readonly all: readonly Row[];
  readonly top: number;
}

/** How one column is filled from the rows of an analysis. */
export interface ColumnOf<Row> {
  readonly title: string;
  readonly align: Column["align"];
  readonly cell: (row: Row) => string;
}

/** A column of names: on the left, shortened where the table is too wide. */
export function names<Row>(title: string, of: (row: Row) => string): ColumnOf<Row> {
  return { title, align: "left", cell: (row) => printable(of(row)) };
}

export function figures<Row>(title: string, of: (row: Row) => string | number): ColumnOf<Row> {
  return { title, align: "right", cell: (row) => String(of(row)) };
}

/** Columns of named sums: time, its share of `whole`, and how many there were. */
export function sumColumns(title: string, time: string, whole: number): ColumnOf<NamedSum>[] {
  return [
    names(title, (row) => row.name),
    figures(time, (row) => formatTime(row.time)),
    figures("share", (row) => formatShare(row.time, whole)),
    figures("count", (row) => row.count),
  ];
}

/** How many of a sum a threshold or a filter left out, so that only their sum is known. */
export const summedColumn: ColumnOf<NamedSum> = figures("summed", (row) => row.summed);

/** The first `top` of the rows. `note` follows a count of what is shown, `All packages` or `The first 2 of 9 packages`. */
export function tableOf<Row>(
  { of, all, top }: Rows<Row>,
  note: string,
  columns: readonly ColumnOf<Row>[],
): ReportTable {
  const shown = all.slice(0, top);
  const count = shown.length < all.length ? `The first ${shown.length} of ${all.length} ${of}` : `All ${of}`;
  return {
    note: `${count}; ${note}`,
    columns: columns.map(({ title, align, cell }) => ({
      title,
      align,
      shrinks: align === "left",
      cells: shown.map(cell),
    })),
  };
}
