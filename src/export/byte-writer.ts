/** How much an exporter collects before it passes it on, in bytes: more than a pipe takes, as each passing on costs as much as 100 spans. */
const portion = 256 * 1024;

/** Numbers and texts as bytes, in a buffer that grows as needed. */
export class ByteWriter {
  /** How many bytes stand in the buffer. */
  length = 0;
  protected buffer: Uint8Array;

  constructor(capacity = 2 * portion) {
    this.buffer = new Uint8Array(capacity);
  }

  /** Whether there is enough in the buffer to pass on. */
  get full(): boolean {
    return this.length >= portion;
  }

  /** Empties the buffer and gives what was in it. */
  take(): Uint8Array {
    const taken = this.buffer.slice(0, this.length);
    this.length = 0;
    return taken;
  }

  byte(value: number): void {
    this.reserve(1);
    this.buffer[this.length++] = value;
  }

  /** An unsigned LEB128 number: a whole one from 0 on, below 2^63. */
  varint(value: number): void {
    this.reserve(10);
    let rest = value;
    if (rest < 0x80) {
      this.buffer[this.length++] = rest; // field numbers and most of what they stand for
      return;
    }
    for (; rest >= 0x8000_0000; rest = Math.floor(rest / 128))
      this.buffer[this.length++] = (rest % 128) | 0x80;
    for (; rest >= 0x80; rest >>>= 7) this.buffer[this.length++] = (rest & 0x7f) | 0x80;
    this.buffer[this.length++] = rest;
  }

  bytes(value: Uint8Array): void {
    const { length } = value;
    this.reserve(length);
    if (length > 32) this.buffer.set(value, this.length);
    else for (let i = 0; i < length; i++) this.buffer[this.length + i] = value[i]!; // a call takes longer than that
    this.length += length;
  }

  /** Room for that many bytes. */
  protected reserve(size: number): void {
    if (this.length + size <= this.buffer.length) return;
    const larger = new Uint8Array(2 * (this.length + size));
    larger.set(this.buffer);
    this.buffer = larger;
  }
}
