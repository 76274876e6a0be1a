import { gunzipSync } from "node:zlib";
import protobuf from "protobufjs";

/** What of pprof's messages is written, in words of our own: field numbers and types are pprof's. */
const definition = `
syntax = "proto3";
message Profile {
  repeated ValueType sample_type = 1;
  repeated Sample sample = 2;
  repeated Location location = 4;
  repeated Function function = 5;
  repeated string string_table = 6;
  int64 time_nanos = 9;
  int64 duration_nanos = 10;
  int64 default_sample_type = 14;
}
message ValueType { int64 type = 1; int64 unit = 2; }
message Sample {
  repeated uint64 location_id = 1;
  repeated int64 value = 2;
  repeated Label label = 3;
}
message Label { int64 key = 1; int64 str = 2; }
message Location { uint64 id = 1; repeated Line line = 4; }
message Line { uint64 function_id = 1; }
message Function { uint64 id = 1; int64 name = 2; }
`;

const Profile = protobuf.parse(definition, { keepCase: true }).root.lookupType("Profile");

interface Raw {
  readonly sample_type: readonly { readonly type: number; readonly unit: number }[];
  readonly sample?: readonly {
    readonly location_id: readonly number[];
    readonly value: readonly number[];
    readonly label?: readonly { readonly key: number; readonly str: number }[];
  }[];
  readonly location?: readonly { readonly id: number; readonly line: readonly { function_id: number }[] }[];
  readonly function?: readonly { readonly id: number; readonly name: number }[];
  readonly string_table: readonly string[];
  readonly time_nanos: number;
  readonly duration_nanos: number;
  readonly default_sample_type: number;
}

export interface ReadProfile {
  /** `wall/nanoseconds`. */
  readonly types: readonly string[];
  readonly defaultType: string;
  readonly time: number;
  readonly duration: number;
  /** `compile lib;be:compile 1 20 0 0 package=lib phase=be:compile`, the outermost frame first, in the order of the file. */
  readonly samples: readonly string[];
  /** The sum of each type over all samples. */
  readonly totals: readonly number[];
}

/** Decodes a profile. Throws where a number names nothing. */
export function readProfile(bytes: Uint8Array): ReadProfile {
  const raw = Profile.toObject(Profile.decode(gunzipSync(bytes)), { longs: Number }) as Raw;
  const text = (id: number): string => found(raw.string_table[id], id);
  const names = new Map((raw.function ?? []).map(({ id, name }) => [id, text(name)]));
  const frames = new Map(
    (raw.location ?? []).map(({ id, line }) => [id, found(names.get(line[0]!.function_id), id)]),
  );
  return {
    types: raw.sample_type.map(({ type, unit }) => `${text(type)}/${text(unit)}`),
    defaultType: text(raw.default_sample_type),
    time: raw.time_nanos,
    duration: raw.duration_nanos,
    totals: raw.sample_type.map((_, i) => (raw.sample ?? []).reduce((sum, { value }) => sum + value[i]!, 0)),
    samples: (raw.sample ?? []).map(({ location_id: stack, value, label = [] }) => {
      const outermostFirst = [...stack].reverse().map((id) => found(frames.get(id), id));
      const labels = label.map(({ key, str }) => `${text(key)}=${text(str)}`);
      return [outermostFirst.join(";"), ...value, ...labels].join(" ");
    }),
  };
}

function found(name: string | undefined, id: number): string {
  if (name === undefined) throw new Error(`nothing has the number ${id}`);
  return name;
}
