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

/** Reads a signed LEB128 number. */
export function svarint(cursor: Cursor): number {
  const from = cursor.at;
  const value = uvarint(cursor);
  const isNegative = (cursor.bytes[cursor.at - 1]! & 0x40) !== 0;
  return isNegative ? value - 128 ** (cursor.at - from) : value;
}
