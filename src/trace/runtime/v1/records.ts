import type { ByteReader } from "../../decode/bytes.ts";
import { outermostFunction } from "../stack.ts";
import { eventNumber, lastEvent } from "./events.ts";

/** Events with more numbers than that say first how many bytes they have. */
const inlineNumbers = 3;

/** Fields of the record that was read last; one object for all, since there are millions. */
export class RecordReader {
  event = 0;
  /** How many numbers it has, of which the first four are kept. */
  count = 0;
  a = 0;
  b = 0;
  c = 0;
  d = 0;
  /** The second number, whole, of a batch. */
  exact = 0n;
  /** Of a string the string, of a log the message. */
  text: Uint8Array = new Uint8Array();
  /** Of a stack the number of the string that is the outermost function. */
  root = 0;

  /** False where no record begins here. What is cut off fails the reader. */
  read(reader: ByteReader): boolean {
    const head = reader.byte();
    this.event = head & 0x3f;
    if (this.event === 0 || this.event > lastEvent) return false;
    const inline = (head >> 6) + 1;
    if (this.event === eventNumber.String) {
      this.a = reader.varint();
      this.count = 1;
    } else if (inline <= inlineNumbers) this.numbers(reader, inline);
    else this.long(reader);
    if (this.event === eventNumber.String || this.event === eventNumber.UserLog) this.text = reader.slice();
    return true;
  }

  private numbers(reader: ByteReader, count: number): void {
    this.count = count;
    this.a = reader.varint();
    if (count > 1) this.b = reader.varint();
    if (this.event === eventNumber.Batch) this.exact = reader.exact;
    if (count > 2) this.c = reader.varint();
  }

  private long(reader: ByteReader): void {
    const rest = reader.part(reader.varint());
    this.count = 0;
    if (this.event === eventNumber.Stack) this.stack(rest);
    else this.fourNumbers(rest);
    if (rest.failed) this.count = 0; // a number runs over its end
  }

  private fourNumbers(reader: ByteReader): void {
    this.a = this.next(reader);
    this.b = this.next(reader);
    this.c = this.next(reader);
    this.d = this.next(reader);
  }

  private next(reader: ByteReader): number {
    if (reader.atEnd) return 0;
    this.count++;
    return reader.varint();
  }

  private stack(reader: ByteReader): void {
    this.a = reader.varint();
    this.b = reader.varint();
    this.root = outermostFunction(reader, this.b);
    this.count = 2;
  }
}
