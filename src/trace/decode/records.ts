import { knownSpanKinds, type TraceEvent } from "../event.ts";
import type { DecodeFindings } from "../finding.ts";
import { ByteReader } from "./bytes.ts";
import type { Chunk } from "./chunk.ts";
import { eventNumbered, readFields } from "./fields.ts";
import type { Lane } from "./lane.ts";
import type { Tables } from "./tables.ts";

/**
 * So many spans may be open on a lane. Tools nest theirs a few deep, and readers go up from a span to those around it:
 * without a bound they would take the square of the file's length.
 */
const maxDepth = 256;

const workKind = knownSpanKinds.indexOf("work");

/** Reads the records of one `R` chunk into the tables. */
export class RecordReader {
  private readonly bytes: ByteReader;
  /** The time before, from which the next delta counts; nanoseconds after the zero. */
  private time = 0;
  /** Offset in the payload of the record that is being read. */
  private start = 0;

  constructor(
    private readonly chunk: Chunk,
    private readonly lane: Lane,
    private readonly tables: Tables,
    private readonly findings: DecodeFindings,
  ) {
    this.bytes = new ByteReader(chunk.payload);
  }

  /** Reads to the end of the chunk, or to the first record that cannot be read. `zero` is the header's `mono0`. */
  read(zero: bigint): void {
    this.base(zero);
    while (!this.bytes.failed && !this.bytes.atEnd) {
      this.start = this.bytes.position;
      if (!this.record()) return;
    }
    if (this.bytes.failed) this.lose({ kind: "bad-record", ...this.place() });
  }

  /** Reads one record; false where its tag is unknown. */
  private record(): boolean {
    const tag = this.bytes.byte();
    switch (tag) {
      case 1:
        this.define();
        break;
      case 2:
        this.begin();
        break;
      case 3:
        this.end();
        break;
      case 4:
        this.leaf();
        break;
      case 5:
        this.counter();
        break;
      case 6:
        this.log();
        break;
      case 7:
        this.attribute();
        break;
      case 8:
        this.textAttribute();
        break;
      case 9:
        this.event();
        break;
      case 10:
        this.work();
        break;
      default:
        this.lose({ kind: "unknown-record", tag, ...this.place() });
        return false;
    }
    return true;
  }

  private base(zero: bigint): void {
    this.bytes.varint();
    const base = Number(this.bytes.exact - zero);
    if (!Number.isSafeInteger(base)) this.bytes.fail();
    if (this.bytes.failed) return;
    this.time = base;
    if (base < this.lane.last) {
      this.findings.add({ kind: "clock-goes-back", by: this.lane.last - base, ...this.place() });
    }
  }

  private define(): void {
    const shared = this.bytes.byte();
    const rest = this.bytes.slice();
    if (this.bytes.failed || this.lane.stringsLost) return;
    const text = this.lane.nextText(shared, rest);
    if (text === undefined) this.bytes.fail();
    else this.lane.strings.push(this.tables.names.id(text));
  }

  private begin(): void {
    const kind = this.kind();
    const name = this.text();
    const time = this.advance();
    if (this.bytes.failed) return;
    if (this.lane.stack.length === maxDepth) {
      this.beginTooDeep();
      return;
    }
    const row = this.addSpan(kind, name, time);
    const { open, end } = this.tables.spans.columns;
    open[row] = 1;
    end[row] = time;
    this.lane.stack.push(row);
  }

  private beginTooDeep(): void {
    this.findings.add({ kind: "nested-too-deep", ...this.place() });
    this.lane.tooDeep++;
  }

  private end(): void {
    const time = this.advance();
    if (this.bytes.failed) return;
    if (this.lane.tooDeep > 0) {
      this.lane.tooDeep--;
      return;
    }
    const row = this.lane.stack.pop() ?? -1;
    this.lane.subject = row;
    if (row < 0) {
      this.findings.add({ kind: "end-without-begin", ...this.place() });
      return;
    }
    const { open, end } = this.tables.spans.columns;
    open[row] = 0;
    end[row] = time;
  }

  private leaf(): void {
    const kind = this.kind();
    this.leafOf(kind, this.text());
  }

  /** The times of a leaf span: its row, or -1 where they cannot be read. */
  private leafOf(kind: number, name: number): number {
    const start = this.advance();
    const end = this.advance();
    if (this.bytes.failed) return -1;
    const row = this.addSpan(kind, name, start);
    this.tables.spans.columns.end[row] = end;
    return row;
  }

  private addSpan(kind: number, name: number, start: number): number {
    const { stack, number } = this.lane;
    const row = this.tables.spans.add();
    const columns = this.tables.spans.columns;
    columns.start[row] = start;
    columns.name[row] = name;
    columns.kind[row] = kind;
    columns.lane[row] = number;
    columns.parent[row] = stack.length > 0 ? (stack[stack.length - 1] as number) : -1;
    this.lane.subject = row;
    return row;
  }

  private counter(): void {
    const name = this.text();
    const value = this.value();
    const time = this.advance();
    if (this.bytes.failed) return;
    const row = this.tables.counters.add();
    const columns = this.tables.counters.columns;
    columns.lane[row] = this.lane.number;
    columns.name[row] = name;
    columns.value[row] = value;
    columns.time[row] = time;
  }

  private log(): void {
    const name = this.text();
    const text = this.text();
    const time = this.advance();
    if (this.bytes.failed) return;
    const row = this.tables.logs.add();
    const columns = this.tables.logs.columns;
    columns.lane[row] = this.lane.number;
    columns.name[row] = name;
    columns.text[row] = text;
    columns.time[row] = time;
  }

  private attribute(): void {
    const name = this.text();
    const value = this.value();
    if (this.bytes.failed || this.isStray()) return;
    const row = this.tables.attributes.add();
    const columns = this.tables.attributes.columns;
    columns.span[row] = this.lane.subject;
    columns.name[row] = name;
    columns.value[row] = value;
  }

  private textAttribute(): void {
    const name = this.text();
    const text = this.text();
    if (this.bytes.failed || this.isStray()) return;
    const row = this.tables.textAttributes.add();
    const columns = this.tables.textAttributes.columns;
    columns.span[row] = this.lane.subject;
    columns.name[row] = name;
    columns.text[row] = text;
  }

  private event(): void {
    const type = eventNumbered(this.bytes.varint());
    const event = type?.name ?? String(this.bytes.exact);
    const payload = this.bytes.part(this.bytes.varint());
    const time = this.advance();
    if (this.bytes.failed) return;
    const fields = type && readFields(type.fields, payload, this);
    if (!type) this.findings.add({ kind: "unknown-event", event, ...this.place() });
    else if (payload.failed) this.findings.add({ kind: "bad-event", event, ...this.place() });
    else {
      const { number: lane, stack } = this.lane;
      this.tables.events.push({ event, time, lane, span: stack.at(-1) ?? -1, fields } as TraceEvent);
    }
  }

  private work(): void {
    const work = this.text();
    const row = this.leafOf(workKind, this.text());
    if (row < 0) return;
    const at = this.tables.works.add();
    const { span, name } = this.tables.works.columns;
    span[at] = row;
    name[at] = work;
  }

  private isStray(): boolean {
    if (this.lane.subject >= 0) return false;
    this.findings.add({ kind: "stray-attribute", ...this.place() });
    return true;
  }

  /** A delta to the time before: the time that it leads to, or the lane's latest time if the clock had gone back. */
  private advance(): number {
    const time = this.time + this.bytes.varint();
    if (!Number.isSafeInteger(time)) this.bytes.fail();
    if (this.bytes.failed) return 0;
    this.time = time;
    if (this.lane.last === Number.NEGATIVE_INFINITY) this.lane.first = time;
    if (time > this.lane.last) this.lane.last = time;
    return this.lane.last;
  }

  private kind(): number {
    const number = this.bytes.varint();
    if (number >= 1 && number <= knownSpanKinds.length) return number - 1; // no bigint for nearly every span
    return this.tables.kinds.id(this.bytes.exact);
  }

  private value(): number {
    return this.integerOf(this.bytes);
  }

  /** A name or text: the row of the name table. */
  private text(): number {
    return this.nameOf(this.bytes);
  }

  integerOf(bytes: ByteReader): number {
    const value = bytes.zigzag();
    if (!Number.isSafeInteger(value)) this.findings.add({ kind: "rounded-value", ...this.place() });
    return value;
  }

  textOf(bytes: ByteReader): string {
    return this.tables.names.names[this.nameOf(bytes)] ?? "";
  }

  private nameOf(bytes: ByteReader): number {
    const id = bytes.varint();
    if (bytes.failed) return 0;
    if (id === 0) {
      const text = bytes.string();
      return bytes.failed ? 0 : this.tables.names.id(text);
    }
    return this.lane.strings[id - 1] ?? this.undefinedString(`#${bytes.exact}`);
  }

  private undefinedString(id: string): number {
    this.findings.add({ kind: "undefined-string", id, ...this.place() });
    return this.tables.names.id(id);
  }

  /** The rest of the chunk is lost, and with it what it defined, opened and closed. */
  private lose(finding: Parameters<DecodeFindings["add"]>[0]): void {
    this.findings.add(finding);
    this.lane.stringsLost = true;
    this.lane.subject = -1;
  }

  private place(): { at: number; lane: number } {
    return { at: this.chunk.at + this.start, lane: this.lane.number };
  }
}
