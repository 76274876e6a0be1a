import type { ProtobufWriter } from "../protobuf.ts";
import * as proto from "./fields.ts";
import { writeClock } from "./sequence.ts";

/** The sequence of the packets that are no events. */
export const preambleSequence = 1;

/** A process as Perfetto knows it. */
export interface ProcessTrack {
  readonly track: number;
  readonly pid: number;
  readonly name: string;
}

/** Something that is counted: of one process if that is the parent, by its track; else of the whole build. */
export interface Counter {
  readonly name: string;
  readonly unit: keyof typeof proto.unit;
  readonly parent?: number;
}

/** Packets that say what clocks and tracks there are. */
export class Preamble {
  constructor(private readonly out: ProtobufWriter) {}

  /** Ties the trace's clock, CLOCK_MONOTONIC, to the time of day; both in nanoseconds. */
  clocks(monotonic: bigint, wall: bigint): void {
    const { out } = this;
    this.packet(proto.packet.clockSnapshot, () => {
      writeClock(out, proto.clockId.monotonic, monotonic);
      writeClock(out, proto.clockId.realtime, wall);
      out.number(proto.clockSnapshot.primaryClock, proto.clockId.monotonic);
    });
  }

  process({ track, pid, name }: ProcessTrack): void {
    const { out } = this;
    this.packet(proto.packet.trackDescriptor, () => {
      out.number(proto.trackDescriptor.id, track);
      out.message(proto.trackDescriptor.process, () => {
        out.number(proto.processDescriptor.pid, pid);
        out.text(proto.processDescriptor.name, name);
      });
    });
  }

  thread(track: number, tid: number, name: string, process: ProcessTrack): void {
    const { out } = this;
    this.packet(proto.packet.trackDescriptor, () => {
      out.number(proto.trackDescriptor.id, track);
      out.number(proto.trackDescriptor.parent, process.track);
      out.message(proto.trackDescriptor.thread, () => {
        out.number(proto.threadDescriptor.pid, process.pid);
        out.number(proto.threadDescriptor.tid, tid);
        out.text(proto.threadDescriptor.name, name);
      });
    });
  }

  counter(track: number, { name, unit, parent }: Counter): void {
    const { out } = this;
    this.packet(proto.packet.trackDescriptor, () => {
      out.number(proto.trackDescriptor.id, track);
      if (parent !== undefined) out.number(proto.trackDescriptor.parent, parent);
      out.text(proto.trackDescriptor.name, name);
      out.message(proto.trackDescriptor.counter, () =>
        out.number(proto.counterDescriptor.unit, proto.unit[unit]),
      );
    });
  }

  private packet(content: number, write: () => void): void {
    this.out.message(proto.trace.packet, () => {
      this.out.number(proto.packet.sequence, preambleSequence);
      this.out.message(content, write);
    });
  }
}
