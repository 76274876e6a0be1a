import type { ByteReader } from "../decode/bytes.ts";

/**
 * Reads the frames of a stack, a PC, a function, a file and a line each, and returns the function of the outermost one,
 * which a goroutine begins with: a number of a string, 0 for none.
 */
export function outermostFunction(reader: ByteReader, frames: number): number {
  let outermost = 0;
  for (let frame = 0; frame < frames && !reader.failed; frame++) {
    reader.varint();
    outermost = reader.varint();
    reader.varint();
    reader.varint();
  }
  return outermost;
}
