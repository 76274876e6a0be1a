import { type Cursor, svarint, uvarint } from "../varint.ts";
import { text, word } from "./elf.ts";

/** The canonical frame address is `offset` bytes above SP from `pc` on (relative to the entry). */
export interface CallFrameRow {
  readonly pc: number;
  readonly offset: number;
}

/** What .debug_frame says of one function. */
export interface CallFrames {
  readonly entry: number;
  /** The offset at the entry of every function: bytes that the call itself puts on the stack. */
  readonly initial: number;
  /** Undefined: there is an instruction among them that Go's linker does not write. */
  readonly rows: readonly CallFrameRow[] | undefined;
}

/** The common information entry, as far as the others need it. */
interface Common {
  readonly initial: number;
  /** What factored offsets are multiplied with. */
  readonly factor: number;
}

const commonId = 0xffffffff;
const instruction = {
  nop: 0x00,
  advance1: 0x02,
  advance2: 0x03,
  advance4: 0x04,
  undefined: 0x07,
  sameValue: 0x08,
  defineFrame: 0x0c,
  offsetExtended: 0x11,
  frameOffset: 0x13,
  /** The two highest bits; the others are the distance. */
  advance: 0x40,
} as const;

/** Reads .debug_frame as Go's linker writes it: 32-bit DWARF, 64-bit addresses, one common entry before the others. */
export function readCallFrames(section: Buffer): CallFrames[] {
  const found: CallFrames[] = [];
  let common: Common = { initial: 0, factor: 1 };
  for (let at = 0, next = 0; at + 4 < section.length; at = next) {
    next = at + 4 + section.readUInt32LE(at);
    const entry = section.subarray(at + 4, next);
    if (entry.readUInt32LE(0) === commonId) common = readCommon(entry);
    else
      found.push({
        entry: word(entry, 4),
        initial: common.initial,
        rows: readRows({ bytes: entry, at: 20 }, common),
      });
  }
  return found;
}

/** Version and augmentation, two alignment factors and the register of the return address, then DW_CFA_def_cfa. */
function readCommon(entry: Buffer): Common {
  const cursor = { bytes: entry, at: 5 + Buffer.byteLength(text(entry, 5)) + 1 };
  uvarint(cursor);
  const factor = svarint(cursor);
  uvarint(cursor);
  if (entry[cursor.at++] !== instruction.defineFrame) return { initial: 0, factor };
  uvarint(cursor);
  return { initial: uvarint(cursor), factor };
}

function readRows(cursor: Cursor, { factor }: Common): CallFrameRow[] | undefined {
  const { bytes } = cursor;
  const rows: CallFrameRow[] = [];
  let pc = 0;
  while (cursor.at < bytes.length) {
    const operation = bytes[cursor.at++]!;
    const distance = advance(operation, cursor);
    if (distance !== undefined) pc += distance;
    else if (operation === instruction.frameOffset) rows.push({ pc, offset: svarint(cursor) * factor });
    else if (!skipRegister(operation, cursor)) return undefined;
  }
  return rows;
}

/** The distance of an instruction that moves on; undefined for another one. */
function advance(operation: number, cursor: Cursor): number | undefined {
  if (operation >> 6 === instruction.advance >> 6) return operation & 0x3f;
  const bytes = { [instruction.advance1]: 1, [instruction.advance2]: 2, [instruction.advance4]: 4 }[
    operation
  ];
  if (bytes === undefined) return undefined;
  cursor.at += bytes;
  return cursor.bytes.readUIntLE(cursor.at - bytes, bytes);
}

/** Goes on after an instruction about the return address, which is no matter of the frame's size. */
function skipRegister(operation: number, cursor: Cursor): boolean {
  if (operation === instruction.nop) return true;
  uvarint(cursor);
  if (operation === instruction.offsetExtended) svarint(cursor);
  return (
    operation === instruction.offsetExtended ||
    operation === instruction.sameValue ||
    operation === instruction.undefined
  );
}
