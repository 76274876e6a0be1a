import { eventNumber } from "../../trace/runtime/v2/events.ts";
import { ByteWriter } from "../byte-writer.ts";

/** The first bytes of an execution trace, in the oldest version of today's format: every reader since go1.22 takes it. */
export const traceHeader = new TextEncoder().encode("go 1.22 trace\0\0\0");

/** The state of a P, in the event ProcStatus. */
export const idle = 2;

/** A batch may hold 64 KiB, and the longest record, a string, takes a little over 1 KiB of it. */
const fullBatch = 62 * 1024;

/** Readers take no longer string, in bytes. */
const longestString = 1024;

/**
 * Collects events into batches and batches into pipefuls. One batch is open at a time; an M may have many, in the order
 * of time. Times are in ticks of 64 ns.
 */
export class BatchWriter {
  /** Finished batches, to be passed on. */
  readonly out = new ByteWriter();
  private readonly content = new ByteWriter();
  private thread = 0;
  private start = 0;
  /** Time of the latest event. */
  private now = 0;

  constructor(private readonly generation: number) {}

  open(thread: number, time: number): void {
    this.thread = thread;
    this.start = time;
    this.now = time;
  }

  /** An event with a time. Its arguments are numbers from 0 on. */
  event(number: number, time: number, a = -1, b = -1, c = -1, d = -1): void {
    const { content } = this;
    content.byte(number);
    content.varint(time - this.now);
    this.now = time;
    if (a >= 0) content.varint(a);
    if (b >= 0) content.varint(b);
    if (c >= 0) content.varint(c);
    if (d >= 0) content.varint(d);
    if (content.length >= fullBatch) this.next();
  }

  /** A record of a table, whose batches begin with the number of the table; one table at a time. */
  record(table: number, ...values: readonly number[]): void {
    if (this.content.length >= fullBatch) this.next();
    if (this.content.length === 0) this.content.byte(table);
    for (const value of values) this.content.varint(value);
  }

  /** The text that belongs to the record before it, cut to the length that readers take. */
  text(value: string): void {
    const bytes = new TextEncoder().encode(value);
    let end = Math.min(bytes.length, longestString);
    while (end < bytes.length && (bytes[end]! & 0xc0) === 0x80) end--; // a byte within a character
    this.content.varint(end);
    this.content.bytes(bytes.subarray(0, end));
  }

  /** Ends the batch; one without content is none. */
  close(): void {
    if (this.content.length === 0) return;
    this.out.byte(eventNumber.EventBatch);
    for (const value of [this.generation, this.thread, this.start, this.content.length])
      this.out.varint(value);
    this.out.bytes(this.content.take());
  }

  /** Goes on in another batch of the same M. */
  private next(): void {
    this.close();
    this.open(this.thread, this.now);
  }
}
