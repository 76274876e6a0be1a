import { ByteReader, utf8Text } from "../../decode/bytes.ts";
import { type AnnotationKind, Annotations, annotation } from "../annotations.ts";
import type { TraceBuilder } from "../builder.ts";
import { ByteQueue } from "../byte-queue.ts";
import { eventNumber, fewestNumbers, stops, untimed } from "./events.ts";
import { RecordReader } from "./records.ts";

/** What runs on a P. */
interface Proc {
  readonly id: number;
  /** Id of the goroutine; 0 for none. */
  goroutine: number;
  /** Whether it has run since the trace began; what it creates before was there before. */
  started: boolean;
}

/** No runtime writes a longer record, in bytes. */
const longestRecord = 1_100_000;

/** Ids of Ps are below; above are marks for events that are of none. */
const mostProcs = 1_000_000;

/**
 * Reads a trace in the layout before go1.22: records of Ps, batch by batch, one after the other. Strings stand anywhere
 * and stacks at the end, so that annotations are held until then, as numbers.
 */
export class V1Decoder {
  private readonly queue = new ByteQueue();
  private readonly record = new RecordReader();
  private readonly procs = new Map<number, Proc>();
  private readonly annotations = new Annotations();
  private readonly strings = new Map<number, string>();
  /** Rows of goroutines, by the stack whose outermost function they began with. */
  private readonly beginnings = new Map<number, number[]>();
  private proc: Proc = this.procOf(0);
  private now = 0;
  /** Whether nothing more can be read. */
  private isOver = false;
  /** Offset in the file of the record that is read. */
  private at = 0;

  /** `start`: offset of the first byte. */
  constructor(
    private readonly trace: TraceBuilder,
    start: number,
  ) {
    this.queue.offset = start;
    trace.clock.isCounter();
  }

  push(chunk: Uint8Array): void {
    if (this.isOver) return;
    this.queue.push(chunk);
    const bytes = this.queue.peek();
    if (bytes) this.queue.take(this.records(bytes));
  }

  finish(): void {
    const { trace } = this;
    const { offset } = this.queue;
    const isTorn = !this.isOver && this.queue.rest().length > 0;
    if (isTorn) trace.findings.add({ kind: "torn-trace", at: offset });
    if (!trace.clock.hasFrequency) trace.findings.add({ kind: "no-frequency", at: offset });
    trace.truncated = isTorn || this.isOver || !trace.clock.hasFrequency;
    trace.generations = 1;
    trace.whole = trace.truncated ? 0 : offset;
    trace.annotate(this.annotations, this.names(), offset);
  }

  /** Reads the records that are whole, and returns how many bytes they have. */
  private records(bytes: Uint8Array): number {
    const reader = new ByteReader(bytes);
    let taken = 0;
    while (!reader.atEnd && !this.isOver) {
      this.at = this.queue.offset + taken;
      if (!this.record.read(reader)) this.stop(`no record begins but ${this.record.event}`);
      else if (!reader.failed) this.take();
      else if (bytes.length - taken > longestRecord) this.stop("a record is too long");
      else return taken;
      taken = reader.position;
    }
    return taken;
  }

  private stop(problem: string): void {
    this.trace.findings.add({ kind: "bad-batch", at: this.at, problem });
    this.isOver = true;
  }

  private take(): void {
    const { event, count } = this.record;
    if (count < (fewestNumbers[event] ?? 1)) this.bad();
    else if (untimed.has(event)) this.table();
    else this.advance(event);
  }

  private advance(event: number): void {
    this.now += this.record.a;
    if (!this.trace.clock.isPossible(this.now)) {
      this.bad();
      return;
    }
    this.trace.events++;
    if (event === eventNumber.CPUSample) return; // it was taken at another time
    this.trace.clock.cover(this.now);
    this.timed(event);
  }

  private table(): void {
    const { event, a, b, exact, text, root } = this.record;
    if (event === eventNumber.Batch) this.batch(a, exact);
    else if (event === eventNumber.Frequency) this.trace.clock.runsAt(a);
    else if (event === eventNumber.String) this.strings.set(a, utf8Text(text));
    else if (event === eventNumber.Stack && b > 0) this.stack(a, root);
  }

  private batch(proc: number, time: bigint): void {
    this.proc = this.procOf(proc);
    const now = this.trace.clock.ticks(time);
    this.now = now ?? Infinity;
    if (now === undefined) this.bad();
  }

  private stack(id: number, root: number): void {
    const name = this.strings.get(root);
    const { goroutines, names } = this.trace;
    if (name !== undefined)
      for (const row of this.beginnings.get(id) ?? []) goroutines.name(row, names.id(name));
    this.beginnings.delete(id);
  }

  private timed(event: number): void {
    const { b, c, d, text } = this.record;
    switch (event) {
      case eventNumber.ProcStart:
        this.proc.started = true;
        this.ran();
        break;
      case eventNumber.ProcStop:
        this.ran();
        break;
      case eventNumber.GoCreate:
        this.created(b, c);
        break;
      case eventNumber.GoStart:
      case eventNumber.GoStartLocal:
      case eventNumber.GoStartLabel:
        this.started(b);
        break;
      case eventNumber.UserTaskCreate:
        this.annotate(annotation.taskBegin, b, d, c);
        break;
      case eventNumber.UserTaskEnd:
        this.annotate(annotation.taskEnd, b);
        break;
      case eventNumber.UserRegion:
        this.annotate(c === 0 ? annotation.regionBegin : annotation.regionEnd, b, d);
        break;
      case eventNumber.UserLog:
        this.annotate(annotation.log, b, c, -1 - this.trace.names.id(utf8Text(text)));
        break;
      default:
        if (stops.has(event)) this.stopped(event);
    }
  }

  private started(goroutine: number): void {
    this.proc.started = true;
    this.proc.goroutine = goroutine;
    this.ran();
  }

  private stopped(event: number): void {
    const { goroutine } = this.proc;
    if (event === eventNumber.GoEnd && goroutine > 0) this.trace.goroutines.ended(goroutine, this.now);
    this.proc.goroutine = 0;
    this.ran();
  }

  private created(id: number, stack: number): void {
    const { goroutines } = this.trace;
    const row = goroutines.row(id);
    if (this.proc.started) goroutines.created(id, this.now);
    if (stack === 0 || !goroutines.ask(row)) return;
    const rows = this.beginnings.get(stack);
    if (rows) rows.push(row);
    else this.beginnings.set(stack, [row]);
  }

  private annotate(kind: AnnotationKind, task: number, name = 0, extra = 0): void {
    const { goroutines, findings } = this.trace;
    const { goroutine } = this.proc;
    if (goroutine > 0) this.annotations.add(kind, this.now, goroutines.row(goroutine), task, name, extra);
    else findings.add({ kind: "annotation-without-goroutine", at: this.at });
  }

  private ran(): void {
    if (this.proc.id < mostProcs) this.trace.procs.ran(this.proc.id, this.now);
  }

  private bad(): void {
    this.trace.findings.add({ kind: "bad-trace-event", at: this.at, event: this.record.event });
  }

  /** Indexes into the trace's names, by number of the string. */
  private names(): Map<number, number> {
    const wanted = [...this.annotations.wantedNames()].filter((id) => this.strings.has(id));
    return new Map(wanted.map((id) => [id, this.trace.names.id(this.strings.get(id)!)]));
  }

  private procOf(id: number): Proc {
    const known = this.procs.get(id);
    if (known) return known;
    const proc = { id, goroutine: 0, started: false };
    this.procs.set(id, proc);
    return proc;
  }
}
