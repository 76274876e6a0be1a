import protobuf from "protobufjs";

/** What of Perfetto's messages is written, in words of our own: field numbers and types are Perfetto's. */
export const definition = `
syntax = "proto2";
message Trace { repeated TracePacket packet = 1; }
message TracePacket {
  optional ClockSnapshot clock_snapshot = 6;
  optional uint64 timestamp = 8;
  optional uint32 trusted_packet_sequence_id = 10;
  optional TrackEvent track_event = 11;
  optional InternedData interned_data = 12;
  optional uint32 sequence_flags = 13;
  optional TracePacketDefaults trace_packet_defaults = 59;
  optional TrackDescriptor track_descriptor = 60;
}
message ClockSnapshot {
  message Clock {
    optional uint32 clock_id = 1;
    optional uint64 timestamp = 2;
    optional bool is_incremental = 3;
  }
  repeated Clock clocks = 1;
  optional int32 primary_trace_clock = 2;
}
message TrackEvent {
  repeated uint64 category_iids = 3;
  optional int32 type = 9;
  optional uint64 name_iid = 10;
  optional uint64 track_uuid = 11;
  optional int64 counter_value = 30;
  repeated fixed64 flow_ids = 47 [packed = false];
  repeated fixed64 terminating_flow_ids = 48 [packed = false];
}
message InternedData {
  message Entry { optional uint64 iid = 1; optional string name = 2; }
  repeated Entry event_categories = 1;
  repeated Entry event_names = 2;
}
message TracePacketDefaults {
  optional TrackEvent track_event_defaults = 11;
  optional uint32 timestamp_clock_id = 58;
}
message TrackDescriptor {
  optional uint64 uuid = 1;
  optional string name = 2;
  optional ProcessDescriptor process = 3;
  optional ThreadDescriptor thread = 4;
  optional uint64 parent_uuid = 5;
  optional CounterDescriptor counter = 8;
}
message ProcessDescriptor { optional int32 pid = 1; optional string process_name = 6; }
message ThreadDescriptor { optional int32 pid = 1; optional int32 tid = 2; optional string thread_name = 5; }
message CounterDescriptor { optional int32 unit = 3; }
`;

const Trace = protobuf.parse(definition, { keepCase: true }).root.lookupType("Trace");

interface Interned {
  readonly iid: string;
  readonly name: string;
}

export interface Packet {
  readonly clock_snapshot?: {
    readonly clocks: readonly {
      readonly clock_id: number;
      readonly timestamp: string;
      readonly is_incremental?: boolean;
    }[];
    readonly primary_trace_clock?: number;
  };
  readonly timestamp?: string;
  readonly trusted_packet_sequence_id: number;
  readonly track_event?: {
    readonly category_iids?: readonly string[];
    readonly type: number;
    readonly name_iid?: string;
    readonly counter_value?: string;
    readonly flow_ids?: readonly string[];
    readonly terminating_flow_ids?: readonly string[];
  };
  readonly interned_data?: {
    readonly event_categories?: readonly Interned[];
    readonly event_names?: readonly Interned[];
  };
  readonly sequence_flags?: number;
  readonly trace_packet_defaults?: {
    readonly timestamp_clock_id: number;
    readonly track_event_defaults: { readonly track_uuid: string };
  };
  readonly track_descriptor?: {
    readonly uuid: string;
    readonly name?: string;
    readonly parent_uuid?: string;
    readonly process?: { readonly pid: number; readonly process_name: string };
    readonly thread?: { readonly pid: number; readonly tid: number; readonly thread_name: string };
    readonly counter?: { readonly unit: number };
  };
}

/** Decodes a trace; 64-bit numbers as decimal text. Throws where it holds a field that is not in the definition. */
export function decodePackets(bytes: Uint8Array): Packet[] {
  const trace = Trace.decode(bytes);
  if (Trace.encode(trace).finish().length !== bytes.length) throw new Error("there are unknown fields");
  return (Trace.toObject(trace, { longs: String }) as { packet: Packet[] }).packet;
}

/** What a viewer makes of a trace. */
export interface Picture {
  /** Tracks by their names: `compile lib (1) / worker 0 (2)`. */
  readonly tracks: readonly string[];
  /** Events by the name of their track: `100 [name kind`, `120 ]`, `100 = 2`; times on CLOCK_MONOTONIC. Arrows out of a slice and into it: `[name kind out:1 in:2`. */
  readonly events: Readonly<Record<string, readonly string[]>>;
}

/** Interprets packets as Perfetto does: clocks, defaults and names of each sequence. Throws on what was never said. */
export function picture(packets: readonly Packet[]): Picture {
  const tracks = trackNames(packets);
  const events: Record<string, string[]> = {};
  const sequences = new Map<number, SequenceState>();
  for (const packet of packets) {
    const state = stateOf(sequences, packet);
    learn(state, packet);
    if (!packet.track_event) continue;
    state.time += BigInt(packet.timestamp!);
    const track = known(tracks, state.track);
    events[track] ??= [];
    events[track].push(`${state.time} ${eventText(state, packet.track_event)}`);
  }
  return { tracks: [...tracks.values()], events };
}

interface SequenceState {
  time: bigint;
  track: string;
  readonly names: Map<string, string>;
  readonly categories: Map<string, string>;
}

function stateOf(sequences: Map<number, SequenceState>, packet: Packet): SequenceState {
  const id = packet.trusted_packet_sequence_id;
  if (packet.sequence_flags === 1)
    sequences.set(id, { time: 0n, track: "", names: new Map(), categories: new Map() });
  else if (packet.track_event && !sequences.has(id)) throw new Error(`sequence ${id} was not introduced`);
  return sequences.get(id) ?? { time: 0n, track: "", names: new Map(), categories: new Map() };
}

function learn(state: SequenceState, packet: Packet): void {
  const clock = packet.clock_snapshot?.clocks.find(({ is_incremental }) => is_incremental);
  if (clock) state.time = BigInt(clock.timestamp);
  state.track = packet.trace_packet_defaults?.track_event_defaults.track_uuid ?? state.track;
  for (const { iid, name } of packet.interned_data?.event_names ?? []) state.names.set(iid, name);
  for (const { iid, name } of packet.interned_data?.event_categories ?? []) state.categories.set(iid, name);
}

function eventText(state: SequenceState, event: NonNullable<Packet["track_event"]>): string {
  if (event.type === 4) return `= ${event.counter_value}`;
  if (event.type === 2) return "]";
  const flows = [
    ...(event.flow_ids ?? []).map((id) => ` out:${id}`),
    ...(event.terminating_flow_ids ?? []).map((id) => ` in:${id}`),
  ];
  const categories = event.category_iids!.map((id) => known(state.categories, id));
  return `[${known(state.names, event.name_iid!)} ${categories}${flows.join("")}`;
}

function trackNames(packets: readonly Packet[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const { track_descriptor: track } of packets) {
    if (!track) continue;
    const { process, thread, parent_uuid: parent } = track;
    const own = thread ? `${thread.thread_name} (${thread.tid})` : (track.name ?? "");
    const name = process ? `${process.process_name} (${process.pid})` : own;
    names.set(track.uuid, parent === undefined ? name : `${known(names, parent)} / ${name}`);
  }
  return names;
}

function known(names: ReadonlyMap<string, string>, id: string): string {
  const name = names.get(id);
  if (name === undefined) throw new Error(`nothing is called ${id}`);
  return name;
}
