import { uvarint } from "./varint.ts";

/** A pc-value table: how a value goes along with the PC, which counts from the entry of the function. */
export interface PcTable {
  /** Where each value begins to hold. */
  readonly pcs: readonly number[];
  readonly values: readonly number[];
  /** Where the last one ceases to: the length of the function. */
  readonly end: number;
  /** The offset behind the bytes that encode it. */
  readonly to: number;
}

/**
 * Decodes the table that begins at `from` and ends at `to` at the latest: pairs of varints, the zigzag difference of the
 * value and that of the PC. `quantum` is the length of the shortest instruction.
 */
export function pcTable(bytes: Buffer, from: number, to: number, quantum: number): PcTable {
  const [pcs, values]: [number[], number[]] = [[], []];
  const cursor = { bytes, at: from };
  let [pc, value] = [0, -1];
  while (cursor.at < to) {
    const difference = uvarint(cursor);
    if (difference === 0 && pcs.length > 0) break;
    value += unzigzag(difference);
    pcs.push(pc);
    values.push(value);
    pc += uvarint(cursor) * quantum;
  }
  return { pcs, values, end: pc, to: cursor.at };
}

const unzigzag = (number: number): number => (number & 1 ? ~(number >>> 1) : number >>> 1);

/** The value that holds at the entry, of the table from `from` to `to`; -1 where it is empty. */
export function firstValue(bytes: Buffer, from: number, to: number): number {
  return from < to ? -1 + unzigzag(uvarint({ bytes, at: from })) : -1;
}

/** The value that holds at `pc`; undefined behind the end. */
export function valueAt({ pcs, values, end }: PcTable, pc: number): number | undefined {
  return pc < end ? values[pcs.findLastIndex((from) => from <= pc)] : undefined;
}

/** The largest value, SP's largest distance from the entry in a table of that; 0 for an empty one. */
export function largestValue({ values }: PcTable): number {
  let largest = 0;
  for (const value of values) if (value > largest) largest = value;
  return largest;
}
