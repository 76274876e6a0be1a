import { expect, it } from "vitest";
import { type ReadTile, rootWith } from "./merkle.ts";
import { rootOf, tileOf } from "./proxy.testing.ts";

const log = (size: number): string[] => Array.from({ length: size }, (_, id) => `record ${id}\n`);
const reader =
  (records: readonly string[]): ReadTile =>
  async ({ level, index, width }) =>
    tileOf(records, level, index, width);

it.each([1, 2, 3, 5, 8, 255, 256, 257, 513, 700])(
  "comes to the root of a log of %i records from any place in it",
  async (size) => {
    const records = log(size);
    const root = rootOf(records);
    const places = new Set([0, 1, size >> 1, 255, 256, 300, size - 2, size - 1]);
    for (const id of [...places].filter((id) => id >= 0 && id < size)) {
      const record = { id, text: records[id] ?? "" };
      expect(await rootWith(record, size, reader(records)), `record ${id}`).toEqual(root);
    }
  },
);

it("comes to another root for another record, another place, and a tile with one bit turned", async () => {
  const records = log(700);
  const root = rootOf(records);
  const at = (id: number, text: string) => rootWith({ id, text }, 700, reader(records));
  expect(await at(300, "record 300 \n")).not.toEqual(root);
  expect(await at(300, "record 301\n")).not.toEqual(root);
  expect(await at(301, "record 300\n")).not.toEqual(root);
  const turned: ReadTile = async (tile) => {
    const bytes = tileOf(records, tile.level, tile.index, tile.width);
    if (tile.level === 1) bytes[0] = (bytes[0] ?? 0) ^ 1;
    return bytes;
  };
  expect(await rootWith({ id: 300, text: "record 300\n" }, 700, turned)).not.toEqual(root);
});

it("asks for each tile once, as wide as the log has made it", async () => {
  const records = log(700);
  const asked: string[] = [];
  const read: ReadTile = (tile) => {
    asked.push(`${tile.level}/${tile.index}.${tile.width}`);
    return reader(records)(tile);
  };
  await rootWith({ id: 300, text: "record 300\n" }, 700, read);
  expect(asked.sort()).toEqual(["0/1.256", "0/2.188", "1/0.2"]);
});

it("refuses a record beyond the end, a size that is no number, and a tile that is cut off", async () => {
  const record = { id: 7, text: "" };
  await expect(rootWith(record, 7, reader(log(7)))).rejects.toThrow("the log has 7 records");
  await expect(rootWith(record, 1e300, reader([]))).rejects.toThrow("the log has 1e+300 records");
  await expect(rootWith(record, 9, async () => Buffer.alloc(31))).rejects.toThrow(
    "a tile of 9 hashes has 31 bytes",
  );
});
