import { ProtobufWriter } from "../protobuf.ts";
import * as proto from "./fields.ts";

/**
 * Packets of one writer, as Perfetto sees it: their events are on one track, and a clock of their own counts from packet
 * to packet, so that times are short.
 */
export class Sequence {
  /** What all packets of events say alike. */
  private readonly head: Uint8Array;
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
    this.introduce(id, track, zero + BigInt(Math.min(start, 2 ** 61))); // a damaged file may be further away than 63 bits count
  }

  /** Begins the packet of an event. The event itself is written before `close` of what this gives. */
  open(time: number): number {
    const out = this.out;
    const opened = out.open(proto.trace.packet);
    out.number(proto.packet.timestamp, time - this.now);
    out.bytes(this.head);
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
