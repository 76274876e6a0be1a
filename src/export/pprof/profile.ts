import { ProtobufWriter } from "../protobuf.ts";
import { StringTable } from "../string-table.ts";
import type { Frame } from "./frames.ts";

// Field numbers of pprof's profile.proto, of what is written here.
const profile = {
  sampleType: 1,
  sample: 2,
  location: 4,
  function: 5,
  string: 6,
  time: 9,
  duration: 10,
  defaultSampleType: 14,
} as const;
const valueType = { type: 1, unit: 2 } as const;
const sample = { location: 1, value: 2, label: 3 } as const;
const label = { key: 1, text: 2 } as const;
const location = { id: 1, line: 4 } as const;
const line = { function: 1 } as const;
const functions = { id: 1, name: 2 } as const;

const sampleTypes: readonly (readonly [type: string, unit: string, of: (frame: Frame) => number])[] = [
  ["spans", "count", ({ spans }) => spans],
  ["wall", "nanoseconds", ({ wall }) => wall],
  ["alloc_space", "bytes", ({ allocatedBytes }) => allocatedBytes],
  ["alloc_objects", "count", ({ allocatedObjects }) => allocatedObjects],
];

/** Writes a profile, tree by tree. A frame's location and its function have the number of its name. */
export class ProfileWriter {
  readonly out = new ProtobufWriter();
  private readonly strings = new StringTable();
  /** Names of frames. */
  private readonly names = new Set<number>();

  /** When the profile was taken, in Unix nanoseconds, and how long that took. */
  constructor(time: bigint, duration: number) {
    const { out, strings } = this;
    for (const [type, unit] of sampleTypes)
      out.message(profile.sampleType, () => {
        out.number(valueType.type, strings.id(type));
        out.number(valueType.unit, strings.id(unit));
      });
    out.bigNumber(profile.time, time);
    out.number(profile.duration, duration);
    out.number(profile.defaultSampleType, strings.id("wall"));
  }

  /** A sample for each frame of a tree in which anything was spent. `package` is its label. */
  *samples(root: Frame, packageName: string): Generator<Uint8Array> {
    yield* this.below(root, [], [[this.strings.id("package"), this.name(packageName)]]);
  }

  /** Locations, functions and strings. */
  *tables(): Generator<Uint8Array> {
    const { out } = this;
    for (const id of this.names) {
      out.message(profile.location, () => {
        out.number(location.id, id);
        out.message(location.line, () => out.number(line.function, id));
      });
      out.message(profile.function, () => {
        out.number(functions.id, id);
        out.number(functions.name, id);
      });
      if (out.full) yield out.take();
    }
    for (const [text] of this.strings.entries()) {
      out.text(profile.string, text);
      if (out.full) yield out.take();
    }
    yield out.take();
  }

  private *below(frame: Frame, around: readonly number[], labels: readonly Label[]): Generator<Uint8Array> {
    const stack = [this.location(frame.name), ...around];
    this.sample(frame, stack, labels);
    if (this.out.full) yield this.out.take();
    for (const child of frame.children()) yield* this.below(child, stack, this.withLabel(labels, child));
  }

  private location(name: string): number {
    const id = this.name(name);
    this.names.add(id);
    return id;
  }

  /** The empty text has the number 0, which is no location and no label. */
  private name(text: string): number {
    return this.strings.id(text || "?");
  }

  private withLabel(labels: readonly Label[], { kind, name }: Frame): readonly Label[] {
    return kind === "other" ? labels : [...labels, [this.strings.id(kind), this.name(name)]];
  }

  /** `stack` begins with the innermost frame. */
  private sample(frame: Frame, stack: readonly number[], labels: readonly Label[]): void {
    const { out } = this;
    const values = sampleTypes.map(([, , of]) => of(frame));
    if (values.every((value) => value === 0)) return;
    out.message(profile.sample, () => {
      for (const id of stack) out.number(sample.location, id);
      for (const value of values) out.number(sample.value, value);
      for (const [key, text] of labels)
        out.message(sample.label, () => {
          out.number(label.key, key);
          out.number(label.text, text);
        });
    });
  }
}

/** Numbers of the key and the text. */
type Label = readonly [key: number, text: number];
