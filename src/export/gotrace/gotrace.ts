import type { SpanFile } from "../../trace/event.ts";
import type { Level } from "../../trace/event-type.ts";
import { eventNumber } from "../../trace/runtime/v2/events.ts";
import type { PlacedProcess } from "../../trace/timeline.ts";
import { type ExportLane, LaneCursor, lanesOf } from "../lanes.ts";
import { processName } from "../names.ts";
import type { ExportChoice, ExportSession } from "../session.ts";
import { StringTable } from "../string-table.ts";
import { frequency, tickClock } from "./clock.ts";
import { RegionNames } from "./regions.ts";
import { type Slot, Slots } from "./slots.ts";
import { BatchWriter, idle, traceHeader } from "./wire.ts";

/**
 * Writes the build as an execution trace of Go, for `go tool trace` of go1.22 and later (docs/exports.md). A process is a
 * task, each of its lanes a goroutine that runs all the time on a P of its own, and spans are regions.
 */
export async function* exportGoTrace(
  session: ExportSession,
  choice: ExportChoice,
): AsyncGenerator<Uint8Array> {
  const trace = new TraceWriter(session.line.zero, { generation: 1, procs: 0, before: 0 });
  yield traceHeader;
  yield* trace.build(session, choice);
  yield trace.clock();
}

/** How what is written fits into a trace that has more. */
export interface Numbering {
  /** Readers let goroutines appear out of nothing only in the first one of a trace, so that a build is in that. */
  readonly generation: number;
  /** The number of the first P. */
  readonly procs: number;
  /** The numbers of threads, goroutines, tasks, stacks and strings follow on this one. */
  readonly before: number;
}

/** A process while it is written. */
interface Task {
  readonly id: number;
  readonly name: string;
  /** In ticks, as all times that are written. */
  readonly start: number;
  readonly end: number;
  readonly file: SpanFile;
  readonly regionNames: RegionNames;
  /** Ticks of a time in the file. */
  at(time: number): number;
}

/** Writes a build as batches of one generation. */
export class TraceWriter {
  private readonly batches: BatchWriter;
  private readonly slots: Slots;
  private readonly strings: StringTable;
  /** Names of goroutines, by their numbers in the table. */
  private readonly goroutineNames = new Set<number>();
  private readonly ticks: (nanoseconds: number) => number;
  private tasks: number;
  private goroutines: number;

  /** `zero`: CLOCK_MONOTONIC of the timeline's zero, in nanoseconds. */
  constructor(zero: bigint, { generation, procs, before }: Numbering) {
    this.batches = new BatchWriter(generation);
    this.slots = new Slots(procs, before);
    this.strings = new StringTable(before);
    this.ticks = tickClock(zero);
    this.tasks = before;
    this.goroutines = before;
  }

  async *build(session: ExportSession, { level }: ExportChoice): AsyncGenerator<Uint8Array> {
    for (const process of session.line.processes)
      yield* this.process(process, await session.read(process), level);
    yield* this.tables();
  }

  /** What says how fast the clock runs, which a generation has once. */
  clock(): Uint8Array {
    this.batches.open(0, this.ticks(0));
    this.batches.record(eventNumber.Frequency, frequency);
    this.batches.close();
    return this.batches.out.take();
  }

  private *process(process: PlacedProcess, file: SpanFile, level: Level): Generator<Uint8Array> {
    const task = this.task(process, file);
    const lanes = lanesOf(file, level);
    const main = lanes[0]?.number === 0 ? lanes.shift() : undefined;
    const [slot, ...others] = this.slots.take(1 + lanes.length, task.start, task.end);
    yield* this.mainLane(slot!, task, main?.rows ?? new Uint32Array());
    for (const [i, lane] of lanes.entries()) yield* this.otherLane(others[i]!, task, lane);
  }

  /** Strings and stacks: readers gather them from the whole trace before they look at an event. */
  private *tables(): Generator<Uint8Array> {
    const { batches } = this;
    batches.open(0, this.ticks(0));
    for (const [text, id] of this.strings.entries()) {
      if (id === 0) continue; // the empty string, which readers have by themselves
      batches.record(eventNumber.Strings, eventNumber.String, id);
      batches.text(text);
      if (batches.out.full) yield batches.out.take();
    }
    batches.close();
    for (const id of this.goroutineNames)
      batches.record(eventNumber.Stacks, eventNumber.Stack, id, 1, id, id, 0, 0); // one frame: a PC, its function
    batches.close();
    yield batches.out.take();
  }

  private task({ header, start, end, offset }: PlacedProcess, file: SpanFile): Task {
    return {
      id: ++this.tasks,
      name: processName(header),
      start: this.ticks(start),
      end: this.ticks(end),
      file,
      regionNames: new RegionNames(file, this.strings),
      at: (time) => this.ticks(offset + time),
    };
  }

  /** There is one, with or without spans: the task lies on it. */
  private *mainLane(slot: Slot, task: Task, rows: Uint32Array): Generator<Uint8Array> {
    const { batches } = this;
    this.begin(slot, task.start, task.name);
    batches.event(eventNumber.UserTaskBegin, task.start, task.id, 0, this.strings.id(task.name), 0);
    yield* this.regions(task, rows);
    batches.event(eventNumber.UserTaskEnd, task.end, task.id, 0);
    this.end(task.end);
  }

  private *otherLane(slot: Slot, task: Task, { name, rows }: ExportLane): Generator<Uint8Array> {
    const { start, end } = task.file.spans;
    const last = rows.reduce((latest, row) => Math.max(latest, end[row]!), -Infinity);
    this.begin(slot, task.at(start[rows[0]!]!), `${task.name} ${name}`);
    yield* this.regions(task, rows);
    this.end(task.at(last));
  }

  /** Lets the slot run a new goroutine. It is called after the only function of the stack that it begins with. */
  private begin(slot: Slot, time: number, name: string): void {
    const { batches } = this;
    const stack = this.strings.id(name);
    this.goroutineNames.add(stack);
    const goroutine = ++this.goroutines;
    batches.open(slot.thread, time);
    if (slot.uses === 1) batches.event(eventNumber.ProcStatus, time, slot.proc, idle);
    batches.event(eventNumber.ProcStart, time, slot.proc, slot.uses);
    batches.event(eventNumber.GoCreate, time, goroutine, stack, 0);
    batches.event(eventNumber.GoStart, time, goroutine, 1);
  }

  private end(time: number): void {
    this.batches.event(eventNumber.GoDestroy, time);
    this.batches.event(eventNumber.ProcStop, time);
    this.batches.close();
  }

  private *regions({ id, file, regionNames, at }: Task, rows: Uint32Array): Generator<Uint8Array> {
    const { batches } = this;
    const cursor = new LaneCursor(file.spans, rows);
    while (cursor.advance()) {
      const { row, begins } = cursor;
      const time = at(cursor.time);
      const event = begins ? eventNumber.UserRegionBegin : eventNumber.UserRegionEnd;
      batches.event(event, time, id, regionNames.type(row), 0);
      const logged = begins ? regionNames.logged(row) : 0;
      if (logged > 0) batches.event(eventNumber.UserLog, time, id, regionNames.category(row), logged, 0);
      if (batches.out.full) yield batches.out.take();
    }
  }
}
