import { ByteWriter } from "./byte-writer.ts";

/** Writes protobuf messages. A field's number comes first, its value second. */
export class ProtobufWriter extends ByteWriter {
  /** A number of the types uint32, uint64, bool or enum; or a positive one of int32 or int64. */
  number(field: number, value: number): void {
    this.varint(field * 8);
    this.varint(value);
  }

  /** Likewise, of up to 64 bits. */
  bigNumber(field: number, value: bigint): void {
    this.varint(field * 8);
    let rest = BigInt.asUintN(64, value);
    for (; rest >= 0x80n; rest >>= 7n) this.byte(Number(rest & 0x7fn) | 0x80);
    this.byte(Number(rest));
  }

  /** A number of the type fixed64, below 2^53. */
  fixed64(field: number, value: number): void {
    this.varint(field * 8 + 1);
    let rest = value;
    for (let i = 0; i < 8; i++, rest = Math.floor(rest / 256)) this.byte(rest % 256);
  }

  /** What is no Unicode, as half a surrogate pair is, becomes U+FFFD. */
  text(field: number, value: string): void {
    if (value.length > 64 || !this.asciiText(field, value)) this.data(field, utf8.encode(value));
  }

  /** Writes a short text of nothing but ASCII, as most are: to call an encoder takes longer. False for another one. */
  private asciiText(field: number, value: string): boolean {
    const { length } = this;
    this.varint(field * 8 + 2);
    this.varint(value.length);
    this.reserve(value.length);
    for (let i = 0; i < value.length; i++) {
      const code = value.charCodeAt(i);
      this.buffer[this.length++] = code;
      if (code < 0x80) continue;
      this.length = length;
      return false;
    }
    return true;
  }

  data(field: number, value: Uint8Array): void {
    this.varint(field * 8 + 2);
    this.varint(value.length);
    this.bytes(value);
  }

  /** Begins a message within the message. What is written until `close` is its content. */
  open(field: number): number {
    this.varint(field * 8 + 2);
    this.byte(0);
    return this.length;
  }

  /** Ends the message that `open` gave. One byte is kept for its length: what needs more is moved. */
  close(from: number): void {
    const size = this.length - from;
    if (size < 0x80) {
      this.buffer[from - 1] = size;
      return;
    }
    const content = this.buffer.slice(from, this.length);
    this.length = from - 1;
    this.varint(size);
    this.bytes(content);
  }

  message(field: number, write: () => void): void {
    const from = this.open(field);
    write();
    this.close(from);
  }
}

const utf8 = new TextEncoder();
