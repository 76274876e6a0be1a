import type { ReportTable } from "../tables/table.ts";
import { code, prose, table } from "./block.ts";

/** A table and its note. Names, on the left, are code; figures are not. */
export function tableBlocks({ columns, note }: ReportTable): string[] {
  const rows = columns[0]!.cells.map((_, row) =>
    columns.map(({ align, cells }) => {
      const cell = cells[row] ?? "";
      return align === "left" && cell !== "" ? code(cell) : prose(cell);
    }),
  );
  const titles = columns.map(({ title }) => title);
  return [table(titles, rows), prose(note)];
}
