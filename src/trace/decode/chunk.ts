import { crc32 } from "node:zlib";
import type { DecodeFindings } from "../finding.ts";

/** One whole chunk with a right checksum. */
export interface Chunk {
  /** The kind as a character: `H`, `R`, `E`, … */
  readonly kind: string;
  readonly lane: number;
  /** Offset of the payload in the file. */
  readonly at: number;
  readonly payload: Uint8Array;
}

const headerLength = 12;
const maxPayload = 16 * 1024 * 1024;

/**
 * The chunks from `start` to the end of the file, to room that was never used, or to the first one that is cut off, too long
 * or damaged. Returns whether there is such a one; which, stands in `findings`.
 */
export function* readChunks(
  file: Uint8Array,
  start: number,
  findings: DecodeFindings,
): Generator<Chunk, boolean, void> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const written = writtenLength(file);
  for (let at = start; at < written; ) {
    if (file[at] === 0 || file.length - at < headerLength) return broken({ kind: "torn-chunk", at });
    const length = view.getUint32(at + 4, true);
    if (length > maxPayload) return broken({ kind: "oversized-chunk", at, length });
    const from = at + headerLength;
    if (file.length - from < length) return broken({ kind: "torn-chunk", at });
    const end = from + length;
    const payload = file.subarray(from, end);
    const isDamaged = crc32(payload) !== view.getUint32(at + 8, true);
    // Room right behind it: a killed process was copying it, perhaps no more than its head. No chunk is without a payload.
    const isTorn = (isDamaged || length === 0) && written <= end && end < file.length;
    if (isDamaged || isTorn) return broken({ kind: isTorn ? "torn-chunk" : "bad-checksum", at });
    yield {
      kind: String.fromCharCode(view.getUint8(at)),
      lane: view.getUint16(at + 2, true),
      at: from,
      payload,
    };
    at = end;
  }
  return false;

  function broken(finding: Parameters<DecodeFindings["add"]>[0]): true {
    findings.add(finding);
    return true;
  }
}

/** The length of a file without the zeros at its end: room that its process had reserved when it was killed, or ends of numbers. */
export function writtenLength(file: Uint8Array): number {
  let length = file.length;
  while (length > 0 && file[length - 1] === 0) length--;
  return length;
}
