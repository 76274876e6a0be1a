/** Little-endian numbers by offset, unchecked: the readers below bound every block once, not every field. */

export function u16(bytes: Uint8Array, at: number): number {
  return bytes[at]! | (bytes[at + 1]! << 8);
}

export function u32(bytes: Uint8Array, at: number): number {
  return i32(bytes, at) >>> 0;
}

export function i32(bytes: Uint8Array, at: number): number {
  return bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
}

/** Whether all bytes are the same. */
export function equalBytes(a: Buffer, b: Buffer): boolean {
  return sameBytes(a, 0, a.length, b, 0, b.length);
}

/** Whether two stretches hold the same bytes. */
export function sameBytes(
  a: Buffer,
  aFrom: number,
  aTo: number,
  b: Buffer,
  bFrom: number,
  bTo: number,
): boolean {
  if (aTo - aFrom !== bTo - bFrom) return false;
  // A call into native code costs more than a short loop; most tables are short.
  if (aTo - aFrom > 48) return a.compare(b, bFrom, bTo, aFrom, aTo) === 0;
  for (let i = aFrom, j = bFrom; i < aTo; i++, j++) if (a[i] !== b[j]) return false;
  return true;
}
