import { uvarint } from "./varint.ts";

/** SP is `delta` bytes below its value at the entry, from `pc` (relative to the entry) to `end`. */
export interface StackStep {
  readonly pc: number;
  readonly end: number;
  readonly delta: number;
}

/** A pc-value table of pclntab: pairs of varints, the zigzag difference of the value and that of the PC. */
export interface PcTable {
  readonly steps: readonly StackStep[];
  /** The bytes that encode it; equal bytes, equal tables. */
  readonly bytes: Buffer;
}

/** Decodes the table at `at`; `quantum` is the smallest length of an instruction. */
export function readPcTable(table: Buffer, at: number, quantum: number): PcTable {
  const steps: StackStep[] = [];
  const cursor = { bytes: table, at };
  let [pc, delta] = [0, -1];
  while (cursor.at < table.length) {
    const difference = uvarint(cursor);
    if (difference === 0 && pc > 0) break;
    delta += difference & 1 ? -((difference + 1) / 2) : difference / 2;
    const end = pc + uvarint(cursor) * quantum;
    steps.push({ pc, end, delta });
    pc = end;
  }
  return { steps, bytes: table.subarray(at, cursor.at) };
}

/** The largest distance of SP from the entry; 0 for an empty table. */
export function largestDelta({ steps }: PcTable): number {
  return steps.reduce((largest, { delta }) => Math.max(largest, delta), 0);
}
