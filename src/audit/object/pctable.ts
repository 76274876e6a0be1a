import type { Stretch } from "./object.ts";

/**
 * Decodes a pc-value table: pairs of the value and the PC, relative to the entry, at which it begins to hold; the last
 * is the end of the function with the value that held there. `quantum` is the length of the shortest instruction.
 */
export function pcTable(bytes: Uint8Array, { from, to }: Stretch, quantum: number): PcTable {
  const [pcs, values]: [number[], number[]] = [[], []];
  let [at, pc, value] = [from, 0, -1];
  const varint = (): number => {
    let [result, shift, byte] = [0, 0, 0x80];
    for (; byte & 0x80; shift += 7) {
      byte = bytes[at++]!;
      result |= (byte & 0x7f) << shift;
    }
    return result >>> 0;
  };
  while (at < to) {
    const difference = varint();
    if (difference === 0 && pcs.length > 0) break;
    value += difference & 1 ? ~(difference >>> 1) : difference >>> 1;
    pcs.push(pc);
    values.push(value);
    pc += varint() * quantum;
  }
  return { pcs, values, end: pc };
}

/** The value that holds at the entry; -1 where the table is empty. */
export function firstValue(bytes: Uint8Array, { from, to }: Stretch): number {
  let [difference, at] = [0, from];
  for (let shift = 0; at < to; shift += 7) {
    const byte = bytes[at++]!;
    difference |= (byte & 0x7f) << shift;
    if (byte < 0x80) break;
  }
  return difference & 1 ? ~(difference >>> 1) - 1 : (difference >>> 1) - 1;
}

export interface PcTable {
  /** Where each value begins to hold. */
  readonly pcs: readonly number[];
  readonly values: readonly number[];
  /** Where the last one ceases to: the length of the function. */
  readonly end: number;
}
