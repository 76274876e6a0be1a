import { ProtobufWriter } from "../protobuf.ts";
import * as proto from "./fields.ts";

/**
 * Packets of one writer, as Perfetto sees it: their events are on one track, and a clock of their own counts from packet
 * to packet, so that times are short.
 */
export class Sequence {
  /** What all packets of events say alike; and all of one that ends a slice. */
  private readonly head: Uint8Array;
  private readonly end: Uint8Array;
  /** Time of the latest event. */
  private now: number;

  /** `start` is the time of the first event, in nanoseconds after `zero` on CLOCK_MONOTONIC. */
  constructor(
    private readonly out: ProtobufWriter,
    id: number,
    track: number,
    start: number,
    zero: bigint,
  ) {
    this.now = start;
    this.head = headOf(id, proto.sequenceFlag.needsState);
    this.end = Uint8Array.of(...this.head, ...sliceEnd);
    this.introduce(id, track, zero + BigInt(Math.min(start, 2 ** 61))); // a damaged file may be further away than 63 bits count
  }

  /** Begins the packet of an event. The event itself is written before `close` of what this gives. */
  open(time: number): number {
    return this.begin(time, this.head);
  }

  /** Writes the packet of the event that ends a slice: it says nothing else, and every other event is one. */
  endSlice(time: number): void {
    this.out.close(this.begin(time, this.end));
  }

  private begin(time: number, head: Uint8Array): number {
    const opened = this.out.open(proto.trace.packet);
    this.out.number(proto.packet.timestamp, time - this.now);
    this.out.bytes(head);
    this.now = time;
    return opened;
  }

  /** Says once what all other packets leave out, and what the clock shows. */
  private introduce(id: number, track: number, monotonic: bigint): void {
    const { out } = this;
    out.message(proto.trace.packet, () => {
      out.bytes(headOf(id, proto.sequenceFlag.cleared));
      out.message(proto.packet.defaults, () => {
        out.number(proto.defaults.clock, proto.clockId.ofSequence);
        out.message(proto.defaults.trackEvent, () => out.number(proto.trackEvent.track, track));
      });
      out.message(proto.packet.clockSnapshot, () => {
        writeClock(out, proto.clockId.ofSequence, monotonic, true);
        writeClock(out, proto.clockId.monotonic, monotonic);
      });
    });
  }
}

const sliceEnd = [proto.packet.trackEvent * 8 + 2, 2, proto.trackEvent.type * 8, proto.eventType.sliceEnd];

function headOf(id: number, flags: number): Uint8Array {
  const head = new ProtobufWriter(16);
  head.number(proto.packet.sequence, id);
  head.number(proto.packet.sequenceFlags, flags);
  return head.take();
}

/** What a clock of a snapshot shows. */
export function writeClock(out: ProtobufWriter, id: number, time: bigint, isIncremental = false): void {
  out.message(proto.clockSnapshot.clock, () => {
    out.number(proto.clock.id, id);
    out.bigNumber(proto.clock.timestamp, time);
    if (isIncremental) out.number(proto.clock.isIncremental, 1);
  });
}
