/**
 * Reads the numbers and strings of a span file from bytes that nobody has checked. A read that goes past the end,
 * or a varint of over 64 bits, sets `failed`, from when on every read gives 0 or "": check it once, after all
 * fields of a record, before using any of them.
 */
export class ByteReader {
  failed = false;
  private low = 0;
  private high = 0;

  constructor(
    private readonly bytes: Uint8Array,
    public position = 0,
  ) {}

  get atEnd(): boolean {
    return this.position >= this.bytes.length;
  }

  byte(): number {
    if (this.atEnd) return this.fail();
    return this.bytes[this.position++] as number;
  }

  /** An unsigned LEB128 number. Over 2^53 it is rounded: `exact` has it whole. */
  varint(): number {
    const first = this.byte();
    this.low = first & 0x7f;
    this.high = 0;
    return first < 0x80 ? first : this.longVarint();
  }

  /** The varint that was read last, whole. */
  get exact(): bigint {
    return (BigInt(this.high) << 32n) | BigInt(this.low);
  }

  /** A signed varint in zigzag form. Beyond ±2^53 it is rounded. */
  zigzag(): number {
    const value = this.varint();
    if (value <= Number.MAX_SAFE_INTEGER) return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
    const exact = this.exact;
    return Number((exact >> 1n) ^ -(exact & 1n));
  }

  /** A length as varint and that many bytes of UTF-8. */
  string(): string {
    return utf8Text(this.slice());
  }

  /** A length as varint and that many bytes. */
  slice(): Uint8Array {
    const length = this.varint();
    if (this.failed || length > this.bytes.length - this.position) {
      this.fail();
      return this.bytes.subarray(this.bytes.length);
    }
    const from = this.position;
    this.position += length;
    return this.bytes.subarray(from, this.position);
  }

  /** One byte that is 0 or 1. */
  boolean(): boolean {
    const byte = this.byte();
    if (byte > 1) this.fail();
    return byte === 1;
  }

  /** How many elements follow. Each takes a byte at least, so no number can ask for more memory than the bytes do. */
  count(): number {
    const count = this.varint();
    return count > this.bytes.length - this.position ? this.fail() : count;
  }

  /** The next `length` bytes, to be read by themselves. */
  part(length: number): ByteReader {
    const from = this.position;
    if (length > this.bytes.length - from) this.fail();
    else this.position += length;
    return new ByteReader(this.bytes.subarray(from, this.position));
  }

  /** The eight bytes of a little-endian word, signed. */
  word(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 64n; shift += 8n) value |= BigInt(this.byte()) << shift;
    return BigInt.asIntN(64, value);
  }

  /** The bytes after the first, of which `varint` has put the low seven bits into place. */
  private longVarint(): number {
    for (let shift = 7; shift < 28; shift += 7) {
      const byte = this.byte();
      this.low |= (byte & 0x7f) << shift;
      if (byte < 0x80) return this.low;
    }
    return this.longerVarint();
  }

  /** The bytes after the fourth: rare, so that the loop before this has no more to ask than it must. */
  private longerVarint(): number {
    for (let shift = 28; shift < 70; shift += 7) {
      const byte = this.byte();
      const bits = byte & 0x7f;
      if (shift === 63 && byte > 1) return this.fail(); // the tenth byte holds bit 63 and nothing else
      if (shift === 28) {
        this.low = (this.low | (bits << 28)) >>> 0;
        this.high = bits >>> 4;
      } else this.high = (this.high | (bits << (shift - 32))) >>> 0;
      if (byte < 0x80) return this.high * 2 ** 32 + this.low;
    }
    return this.fail();
  }

  /** The eight bytes of a little-endian word, as 16 hexadecimal digits. */
  hexWord(): string {
    const [low, high] = [this.halfWord(), this.halfWord()];
    return high.toString(16).padStart(8, "0") + low.toString(16).padStart(8, "0");
  }

  private halfWord(): number {
    return (this.byte() | (this.byte() << 8) | (this.byte() << 16) | (this.byte() << 24)) >>> 0;
  }

  /** Ends the reading, as a value that cannot be does. */
  fail(): 0 {
    this.failed = true;
    this.position = this.bytes.length;
    this.low = 0;
    this.high = 0;
    return 0;
  }
}

/** The text of bytes; what is not UTF-8 reads as U+FFFD. */
export function utf8Text(bytes: Uint8Array): string {
  return utf8.decode(bytes);
}

const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
