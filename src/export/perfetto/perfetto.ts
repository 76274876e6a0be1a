import type { SpanFile } from "../../trace/event.ts";
import type { Level } from "../../trace/event-type.ts";
import type { PlacedProcess, PlacedTimeline } from "../../trace/timeline.ts";
import { type ExportLane, LaneCursor, lanesOf } from "../lanes.ts";
import { processName } from "../names.ts";
import { ProtobufWriter } from "../protobuf.ts";
import { runningProcesses } from "../running.ts";
import type { ExportChoice, ExportSession } from "../session.ts";
import * as proto from "./fields.ts";
import { Preamble, preambleSequence } from "./preamble.ts";
import { Sequence } from "./sequence.ts";
import { Slices } from "./slices.ts";

/**
 * Writes the build as a trace in Perfetto's own format (docs/exports.md): a process with a thread for each lane, spans as
 * slices, and a counter of the processes that run.
 */
export async function* exportPerfetto(
  session: ExportSession,
  choice: ExportChoice,
): AsyncGenerator<Uint8Array> {
  const trace = new TraceWriter(session.line);
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

  constructor({ zero, wallZero, processes }: PlacedTimeline) {
    this.zero = BigInt.asUintN(62, zero); // that far from the boot is only a damaged file
    this.preamble.clocks(this.zero, BigInt.asUintN(63, wallZero));
    this.counter(processes);
  }

  *process(process: PlacedProcess, file: SpanFile, level: Level): Generator<Uint8Array> {
    const parent = { track: ++this.tracks, pid: ++this.ids, name: processName(process.header) };
    this.preamble.process(parent);
    const slices = new Slices(this.out, file);
    for (const lane of lanesOf(file, level)) {
      const track = ++this.tracks;
      const id = lane.number === 0 ? parent.pid : ++this.ids; // the main thread is the one with the process's id
      this.preamble.thread(track, id, lane.name, parent);
      slices.on(this.sequence(track, process.offset + file.spans.start[lane.rows[0]!]!));
      yield* this.slices(slices, file, lane, process.offset);
    }
  }

  private *slices(slices: Slices, file: SpanFile, lane: ExportLane, offset: number): Generator<Uint8Array> {
    const cursor = new LaneCursor(file.spans, lane.rows);
    while (cursor.advance()) {
      if (cursor.begins) slices.begin(cursor.row, offset + cursor.time);
      else slices.end(offset + cursor.time);
      if (this.out.full) yield this.out.take();
    }
  }

  private counter(processes: readonly PlacedProcess[]): void {
    const { out } = this;
    const track = ++this.tracks;
    this.preamble.counter(track, "running processes");
    const sequence = this.sequence(track, 0);
    for (const { time, running } of runningProcesses(processes)) {
      const packet = sequence.open(time);
      out.message(proto.packet.trackEvent, () => {
        out.number(proto.trackEvent.type, proto.eventType.counter);
        out.number(proto.trackEvent.counterValue, running);
      });
      out.close(packet);
    }
  }

  private sequence(track: number, start: number): Sequence {
    return new Sequence(this.out, ++this.sequences, track, start, this.zero);
  }
}
