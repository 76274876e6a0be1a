import { ByteReader } from "../../decode/bytes.ts";
import { type AnnotationKind, Annotations, annotation } from "../annotations.ts";
import type { TraceBuilder } from "../builder.ts";
import type { Batch } from "./batch.ts";
import { eventNumber, numbersOf } from "./events.ts";
import type { Scheduler, Thread } from "./scheduler.ts";
import { Tables } from "./tables.ts";

/** Whether something of a generation may be missing: where there is no mark of its end, only its names tell. */
export type Extent = "whole" | "unsure" | "torn";

/** A part of a trace (a second or so) with tables of its own, batch by batch. */
export class Generation {
  private readonly annotations = new Annotations();
  private readonly tables = new Tables();
  /** Offset in the file of the batch that is read. */
  private at = 0;

  constructor(
    readonly number: number,
    private readonly trace: TraceBuilder,
    private readonly scheduler: Scheduler,
  ) {}

  /** `at`: offset of its content in the file. */
  batch(batch: Batch, at: number): void {
    const { content } = batch;
    const kind = content[0];
    if (batch.experimental || content.length === 0 || kind === eventNumber.CPUSamples) return;
    if (this.tables.take(content)) return;
    this.at = at;
    const start = this.trace.clock.ticks(batch.time);
    if (start === undefined) this.bad(kind!);
    else if (kind === eventNumber.Sync) this.sync(new ByteReader(content, 1), start);
    else if (kind === eventNumber.Frequency) this.sync(new ByteReader(content), start);
    else this.events(new ByteReader(content), this.scheduler.thread(batch.thread), start);
  }

  /** Resolves what needs the tables, and returns whether nothing is missing. `at`: where the generation ends. */
  finish(extent: Extent, at: number): boolean {
    const { trace, annotations } = this;
    trace.generations++;
    const beginnings = this.scheduler.takeBeginnings();
    const roots = this.tables.rootFunctions(new Set(beginnings.map(({ stack }) => stack)));
    const wanted = annotations.wantedNames();
    for (const name of roots.values()) if (name > 0) wanted.add(name);
    const names = this.tables.texts(wanted, trace.names);
    for (const { goroutine, stack } of beginnings)
      trace.goroutines.name(goroutine, names.get(roots.get(stack) ?? 0) ?? 0);
    const isWhole = extent === "unsure" ? names.size === wanted.size : extent === "whole";
    if (!isWhole) trace.findings.add({ kind: "incomplete-generation", at, count: annotations.length });
    else trace.annotate(annotations, names, at);
    return isWhole;
  }

  /** What the generation says about its clock. */
  private sync(reader: ByteReader, start: number): void {
    const { clock } = this.trace;
    for (let now = start; !reader.atEnd; ) {
      const event = reader.byte();
      if (event === eventNumber.Frequency) clock.runsAt(reader.varint());
      else if (event === eventNumber.ClockSnapshot) {
        now += reader.varint();
        reader.varint();
        const mono = reader.exact;
        reader.varint();
        const seconds = reader.exact;
        const wall = seconds * 1_000_000_000n + BigInt(reader.varint());
        if (!reader.failed && clock.isPossible(now)) clock.snapshot(now, mono, wall);
      } else reader.fail();
      if (reader.failed) this.bad(event);
    }
  }

  private events(reader: ByteReader, thread: Thread, start: number): void {
    const { trace } = this;
    for (let now = start; !reader.atEnd; ) {
      const event = reader.byte();
      const numbers = numbersOf[event]!;
      now += reader.varint();
      const a = numbers > 1 ? reader.varint() : 0;
      const b = numbers > 2 ? reader.varint() : 0;
      const c = numbers > 3 ? reader.varint() : 0;
      const d = numbers > 4 ? reader.varint() : 0;
      if (numbers === 0 || reader.failed || !trace.clock.isPossible(now)) {
        this.bad(event);
        return;
      }
      trace.events++;
      trace.clock.cover(now);
      this.event(event, thread, now, a, b, c, d);
    }
  }

  /** `a` to `d` are the numbers after the event's time, in the order in which the event has them. */
  private event(
    event: number,
    thread: Thread,
    time: number,
    a: number,
    b: number,
    c: number,
    d: number,
  ): void {
    switch (event) {
      case eventNumber.UserTaskBegin:
        this.annotate(annotation.taskBegin, thread, time, a, c, b);
        break;
      case eventNumber.UserTaskEnd:
        this.annotate(annotation.taskEnd, thread, time, a);
        break;
      case eventNumber.UserRegionBegin:
        this.annotate(annotation.regionBegin, thread, time, a, b);
        break;
      case eventNumber.UserRegionEnd:
        this.annotate(annotation.regionEnd, thread, time, a, b);
        break;
      case eventNumber.UserLog:
        this.annotate(annotation.log, thread, time, a, b, c);
        break;
      default:
        this.scheduler.event(event, thread, time, a, b, c, d);
        break;
    }
  }

  private annotate(
    kind: AnnotationKind,
    { goroutine }: Thread,
    time: number,
    task: number,
    name = 0,
    extra = 0,
  ): void {
    const { goroutines, findings } = this.trace;
    if (goroutine > 0) this.annotations.add(kind, time, goroutines.row(goroutine), task, name, extra);
    else findings.add({ kind: "annotation-without-goroutine", at: this.at });
  }

  /** The rest of a batch is lost, since nothing says where the next event begins. */
  private bad(event: number): void {
    this.trace.findings.add({ kind: "bad-trace-event", at: this.at, event });
  }
}
