import { expect, it } from "vitest";
import { GrowingTable } from "./table.ts";

it("makes room for the rows that are expected, but for no more than 16 million ahead", () => {
  for (const [expected, rows] of [
    [0, 64],
    [1000, 1000],
    [1e12, 16e6],
  ]) {
    const table = new GrowingTable({ flag: new Uint8Array() }, expected);
    table.add();
    expect(table.columns.flag.length).toBe(rows);
  }
});
