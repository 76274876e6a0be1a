/** A place in bytes that reading moves on. */
export interface Cursor {
  readonly bytes: Buffer;
  at: number;
}

/** Reads an unsigned LEB128 number, which DWARF and Go's tables use; past the end there are zeros. */
export function uvarint(cursor: Cursor): number {
  let [value, scale] = [0, 1];
  for (;;) {
    const byte = cursor.bytes[cursor.at++] ?? 0;
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) return value;
    scale *= 128;
  }
}
