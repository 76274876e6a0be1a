import { printable } from "../printable.ts";
import type { Column } from "../table.ts";

/** A table of the report, for every format that people read. */
export interface ReportTable {
  readonly columns: readonly Column[];
  /** What the figures are. */
  readonly note: string;
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

/** The first `top` of the rows. `note` follows a count of what is shown, `All packages` or `The first 2 of 9 packages`. */
export function tableOf<Row>(
  rows: { readonly of: string; readonly all: readonly Row[]; readonly top: number },
  note: string,
  columns: readonly ColumnOf<Row>[],
): ReportTable {
  const { of, all, top } = rows;
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
