import { u32 } from "./bytes.ts";

const sections = 10;
const syncMarkers = 1;

/** A piece of export data: what it refers to (number of a section, number of an element, by turns), and the rest. */
export interface Element {
  readonly references: readonly number[];
  readonly from: number;
  readonly to: number;
}

/** Unified IR, the export data of go1.20 and later (internal/pkgbits): elements by section and number. */
export interface UnifiedExports {
  readonly bytes: Buffer;
  element(section: number, index: number): Element;
  /** The rest of an element, which is nothing but numbers. */
  numbers(element: Element): number[];
}

/** Reads the frame of export data, from the "$$" on; undefined: it is not unified IR, or one with markers. */
export function unifiedExports(bytes: Buffer): UnifiedExports | undefined {
  const from = bytes.indexOf("$$B\nu") + 5;
  if (from < 5) return undefined;
  const hasFlags = u32(bytes, from) > 0;
  if (hasFlags && u32(bytes, from + 4) & syncMarkers) return undefined;
  const sectionEnds = from + (hasFlags ? 8 : 4);
  const ends = sectionEnds + 4 * sections;
  const content = ends + 4 * u32(bytes, ends - 4);
  const element = (section: number, index: number): Element => {
    const number = index + (section === 0 ? 0 : u32(bytes, sectionEnds + 4 * (section - 1)));
    const start = content + (number === 0 ? 0 : u32(bytes, ends + 4 * (number - 1)));
    const to = content + u32(bytes, ends + 4 * number);
    // Strings are nothing but their bytes.
    return section === 0 ? { references: [], from: start, to } : { ...references(bytes, start), to };
  };
  return { bytes, element, numbers: (one) => numbers(bytes, one) };
}

function references(bytes: Buffer, at: number): { references: number[]; from: number } {
  const cursor = { bytes, at };
  const count = 2 * uvarint(cursor);
  return { references: Array.from({ length: count }, () => uvarint(cursor)), from: cursor.at };
}

function numbers(bytes: Buffer, { from, to }: Element): number[] {
  const cursor = { bytes, at: from };
  const found: number[] = [];
  while (cursor.at < to) found.push(uvarint(cursor));
  return found;
}

/** An unsigned varint of up to 64 bits, of which the lowest 53 are exact. */
function uvarint(cursor: { readonly bytes: Buffer; at: number }): number {
  let [result, unit] = [0, 1];
  for (;;) {
    const byte = cursor.bytes[cursor.at++]!;
    result += (byte & 0x7f) * unit;
    if (byte < 0x80) return result;
    unit *= 0x80;
  }
}
