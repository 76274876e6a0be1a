import { expect, it } from "vitest";
import type { TableData } from "../data.ts";
import { matcher } from "./search.ts";
import { resorted, tableRows } from "./table-rows.ts";

const names = ["net/http", "fmt", "Reflect", "os"];
const table: TableData = {
  ...{ id: "t", title: "T", note: "" },
  columns: [
    { title: "name", unit: "name", values: [0, 1, 2, 3] },
    { title: "time", unit: "time", values: [9, 5, 5, 1] },
    { title: "package", unit: "name", values: [0, 0, 3, 3] },
  ],
};
const shown = (column: number, descending: boolean, query = ""): string[] =>
  tableRows(table, names, { column, descending }, matcher(query)).map((row) => names[row]!);

it("sorts by figures and by names, equal rows as they stand", () => {
  expect(shown(1, true)).toEqual(["net/http", "fmt", "Reflect", "os"]);
  expect(shown(1, false)).toEqual(["os", "fmt", "Reflect", "net/http"]);
  expect(shown(0, false)).toEqual(["fmt", "net/http", "os", "Reflect"]);
});

it("shows the rows whose names hold all words, in any order and case", () => {
  expect(shown(1, true, "  ")).toHaveLength(4);
  expect(shown(1, true, "HTTP")).toEqual(["net/http", "fmt"]);
  expect(shown(1, true, "http fm")).toEqual(["fmt"]);
  expect(shown(1, true, "nothing")).toEqual([]);
});

it("begins with the largest figure or the first name, and turns around at the second time", () => {
  const first = resorted({ column: 0, descending: false }, 1, table);
  expect(first).toEqual({ column: 1, descending: true });
  expect(resorted(first, 1, table)).toEqual({ column: 1, descending: false });
  expect(resorted(first, 2, table)).toEqual({ column: 2, descending: false });
});
