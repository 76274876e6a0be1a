import type { SpanFile } from "../../trace/event.ts";
import type { Level } from "../../trace/event-type.ts";
import type { PlacedProcess } from "../../trace/timeline.ts";
import { flowRow, type ProcessFlows, processFlows } from "../flows.ts";
import { heapInUse } from "../heap.ts";
import { LaneCursor, lanesOf } from "../lanes.ts";
import { processName } from "../names.ts";
import { ProtobufWriter } from "../protobuf.ts";
import { runningProcesses } from "../running.ts";
import type { ExportChoice, ExportSession } from "../session.ts";
import * as proto from "./fields.ts";
import { type Counter, Preamble, preambleSequence } from "./preamble.ts";
import { Sequence } from "./sequence.ts";
import { Slices } from "./slices.ts";

/**
 * Writes the build as a trace in Perfetto's own format (docs/exports.md): a process with a thread for each lane, spans as
 * slices, arrows from a process to those that it unblocked, and counters of the processes that run and of what each has on
 * its heap.
 */
export async function* exportPerfetto(
  session: ExportSession,
  choice: ExportChoice,
): AsyncGenerator<Uint8Array> {
  const trace = new TraceWriter(session);
  for (const process of session.line.processes)
    yield* trace.process(process, await session.read(process), choice.level);
  yield trace.out.take();
}

class TraceWriter {
  readonly out = new ProtobufWriter();
  private readonly preamble = new Preamble(this.out);
  private readonly zero: bigint;
  private sequences = preambleSequence;
  private tracks = 0;
  /** Processes and threads draw from the same numbers, as on Linux. */
  private ids = 0;

  private readonly flowsOf: (process: PlacedProcess) => ProcessFlows;

  constructor(session: ExportSession) {
    const { zero, wallZero, processes } = session.line;
    this.flowsOf = processFlows(session);
    this.zero = BigInt.asUintN(62, zero); // that far from the boot is only a damaged file
    this.preamble.clocks(this.zero, BigInt.asUintN(63, wallZero));
    const running = runningProcesses(processes).map(({ time, running }) => ({ time, value: running }));
    this.counter({ name: "running processes", unit: "count" }, running);
  }

  *process(process: PlacedProcess, file: SpanFile, level: Level): Generator<Uint8Array> {
    const parent = { track: ++this.tracks, pid: ++this.ids, name: processName(process.header) };
    this.preamble.process(parent);
    const heap = heapInUse(process, file).map(({ time, bytes }) => ({ time, value: bytes }));
    if (heap.length > 0) this.counter({ name: "heap in use", unit: "bytes", parent: parent.track }, heap);
    const slices = new Slices(this.out, file);
    const lanes = lanesOf(file, level);
    const flows = { row: flowRow(lanes), ...this.flowsOf(process) };
    for (const lane of lanes) {
      const track = ++this.tracks;
      const id = lane.number === 0 ? parent.pid : ++this.ids; // the main thread is the one with the process's id
      this.preamble.thread(track, id, lane.name, parent);
      slices.on(this.sequence(track, process.offset + file.spans.start[lane.rows[0]!]!));
      yield* this.slices(slices, new LaneCursor(file.spans, lane.rows), process.offset, flows);
    }
  }

  private *slices(
    slices: Slices,
    cursor: LaneCursor,
    offset: number,
    flows: ProcessFlows & { readonly row: number | undefined },
  ): Generator<Uint8Array> {
    while (cursor.advance()) {
      const time = offset + cursor.time;
      if (!cursor.begins) slices.end(time);
      else if (cursor.row === flows.row) slices.begin(cursor.row, time, flows);
      else slices.begin(cursor.row, time);
      if (this.out.full) yield this.out.take();
    }
  }

  /** Values by time, in nanoseconds after the timeline's zero. */
  private counter(
    about: Counter,
    values: readonly { readonly time: number; readonly value: number }[],
  ): void {
    const { out } = this;
    const track = ++this.tracks;
    this.preamble.counter(track, about);
    const sequence = this.sequence(track, values[0]?.time ?? 0);
    for (const { time, value } of values) {
      const packet = sequence.open(time);
      out.message(proto.packet.trackEvent, () => {
        out.number(proto.trackEvent.type, proto.eventType.counter);
        out.bigNumber(proto.trackEvent.counterValue, BigInt(value)); // of a damaged file it may be negative
      });
      out.close(packet);
    }
  }

  private sequence(track: number, start: number): Sequence {
    return new Sequence(this.out, ++this.sequences, track, start, this.zero);
  }
}
