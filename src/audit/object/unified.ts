import { u32 } from "./bytes.ts";

const sections = 10;
const syncMarkers = 1;

/** What an element holds: section and number in it by turns, and the other numbers. */
export interface Parts {
  readonly references: readonly number[];
  readonly numbers: readonly number[];
}

/**
 * Unified IR, the export data of go1.20 and later (internal/pkgbits): elements, numbered through all sections. An element
 * is a list of references (their count, then section and number in it by turns) and other numbers; a string is its bytes.
 */
export class UnifiedExports {
  /** How many elements there are. */
  readonly count: number;
  private readonly first: readonly number[];
  private readonly ends: number;
  private readonly content: number;

  private constructor(
    readonly bytes: Buffer,
    sectionEnds: number,
  ) {
    const before = (section: number): number => u32(bytes, sectionEnds + 4 * (section - 1));
    this.first = Array.from({ length: sections }, (_, section) => (section === 0 ? 0 : before(section)));
    this.count = before(sections);
    this.ends = sectionEnds + 4 * sections;
    this.content = this.ends + 4 * this.count;
  }

  /** Reads export data from the "$$" on; undefined: it is not unified IR, or one with markers. */
  static in(bytes: Buffer): UnifiedExports | undefined {
    const from = bytes.indexOf("$$B\nu") + 5;
    if (from < 5) return undefined;
    const hasFlags = u32(bytes, from) > 0;
    if (hasFlags && u32(bytes, from + 4) & syncMarkers) return undefined;
    return new UnifiedExports(bytes, from + (hasFlags ? 8 : 4));
  }

  /** The number of an element, from that of its section and the one that it has there. */
  number(section: number, index: number): number {
    return this.first[section]! + index;
  }

  /** The number that an element has in its section. */
  index(section: number, number: number): number {
    return number - this.first[section]!;
  }

  from(number: number): number {
    return this.content + (number === 0 ? 0 : u32(this.bytes, this.ends + 4 * (number - 1)));
  }

  to(number: number): number {
    return this.content + u32(this.bytes, this.ends + 4 * number);
  }

  /** The references of an element, and the numbers behind them. */
  /** A string, by its number in their section, which is the first. */
  text(index: number): string {
    return this.bytes.toString("utf8", this.from(index), this.to(index));
  }

  parts(number: number): Parts {
    const cursor = new Cursor(this.bytes, this.from(number));
    const references = Array.from({ length: 2 * cursor.uvarint() }, () => cursor.uvarint());
    const numbers: number[] = [];
    for (const to = this.to(number); cursor.at < to; ) numbers.push(cursor.uvarint());
    return { references, numbers };
  }
}

/** Reads numbers one by one. */
export class Cursor {
  constructor(
    private readonly bytes: Buffer,
    public at: number,
  ) {}

  /** An unsigned varint of up to 64 bits, of which the lowest 53 are exact. */
  uvarint(): number {
    let byte = this.bytes[this.at++]!;
    let result = byte & 0x7f;
    for (let unit = 0x80; byte >= 0x80; unit *= 0x80) {
      byte = this.bytes[this.at++]!;
      result += (byte & 0x7f) * unit;
    }
    return result;
  }
}
