import type { SpanFile } from "../../trace/event.ts";
import type { Level } from "../../trace/event-type.ts";
import type { PlacedProcess } from "../../trace/timeline.ts";
import { type ExportLane, LaneCursor, lanesOf } from "../lanes.ts";
import { processName } from "../names.ts";
import type { ExportChoice, ExportSession } from "../session.ts";
import { StringTable } from "../string-table.ts";
import { frequency, tickClock } from "./clock.ts";
import { RegionNames } from "./regions.ts";
import { type Slot, Slots } from "./slots.ts";
import { BatchWriter, eventNumber, idle, traceHeader } from "./wire.ts";

/**
 * Writes the build as an execution trace of Go, for `go tool trace` of go1.22 and later (docs/exports.md). A process is a
 * task, each of its lanes a goroutine that runs all the time on a P of its own, and spans are regions.
 */
export async function* exportGoTrace(
  session: ExportSession,
  choice: ExportChoice,
): AsyncGenerator<Uint8Array> {
  const trace = new TraceWriter(session.line.zero);
  yield traceHeader;
  for (const process of session.line.processes)
    yield* trace.process(process, await session.read(process), choice.level);
  yield* trace.tables();
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

class TraceWriter {
  private readonly batches = new BatchWriter();
  private readonly slots = new Slots();
  private readonly strings = new StringTable();
  /** Names of goroutines, by their numbers in the table. */
  private readonly goroutineNames = new Set<number>();
  private readonly ticks: (nanoseconds: number) => number;
  private tasks = 0;
  private goroutines = 0;

  constructor(zero: bigint) {
    this.ticks = tickClock(zero);
  }

  *process(process: PlacedProcess, file: SpanFile, level: Level): Generator<Uint8Array> {
    const task = this.task(process, file);
    const lanes = lanesOf(file, level);
    const main = lanes[0]?.number === 0 ? lanes.shift() : undefined;
    const [slot, ...others] = this.slots.take(1 + lanes.length, task.start, task.end);
    yield* this.mainLane(slot!, task, main?.rows ?? new Uint32Array());
    for (const [i, lane] of lanes.entries()) yield* this.otherLane(others[i]!, task, lane);
  }

  /** Strings, stacks and the clock's rate: readers gather them from the whole trace before they look at an event. */
  *tables(): Generator<Uint8Array> {
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
    batches.record(eventNumber.Frequency, frequency);
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
    batches.open(slot.number, time);
    if (slot.uses === 1) batches.event(eventNumber.ProcStatus, time, slot.number, idle);
    batches.event(eventNumber.ProcStart, time, slot.number, slot.uses);
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
