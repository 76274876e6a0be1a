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
  for (let at = start; at < file.length; ) {
    if (file[at] === 0) return isUnused(file, at) ? false : broken({ kind: "torn-chunk", at });
    if (file.length - at < headerLength) return broken({ kind: "torn-chunk", at });
    const length = view.getUint32(at + 4, true);
    if (length > maxPayload) return broken({ kind: "oversized-chunk", at, length });
    const from = at + headerLength;
    if (file.length - from < length) return broken({ kind: "torn-chunk", at });
    const payload = file.subarray(from, from + length);
    const isDamaged = crc32(payload) !== view.getUint32(at + 8, true);
    if (isDamaged || length === 0) {
      // The chunk that a killed process was copying: only its room follows. No chunk is without a payload.
      const end = from + length;
      const isTorn = end < file.length && isUnused(file, end);
      if (isDamaged || isTorn) return broken({ kind: isTorn ? "torn-chunk" : "bad-checksum", at });
    }
    yield {
      kind: String.fromCharCode(view.getUint8(at)),
      lane: view.getUint16(at + 2, true),
      at: from,
      payload,
    };
    at = from + length;
  }
  return false;

  function broken(finding: Parameters<DecodeFindings["add"]>[0]): true {
    findings.add(finding);
    return true;
  }
}

/** Whether nothing follows but room that the process had reserved when it was killed. */
export function isUnused(file: Uint8Array, from: number): boolean {
  for (let at = from; at < file.length; at++) if (file[at] !== 0) return false;
  return true;
}
