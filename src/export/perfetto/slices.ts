import { kind } from "../../trace/analysis/lineage.ts";
import type { SpanFile } from "../../trace/event.ts";
import type { ProcessFlows } from "../flows.ts";
import { spanNames } from "../names.ts";
import type { ProtobufWriter } from "../protobuf.ts";
import * as proto from "./fields.ts";
import type { Sequence } from "./sequence.ts";

const noFlows: ProcessFlows = { out: [] };

/**
 * Writes the spans of a process as slices. A sequence tells a name once and calls it by number from then on; which names
 * the current one has told is kept in columns for the whole process, as there may be thousands of lanes.
 */
export class Slices {
  /** The sequence that told a name last, counted from 1, by the name's number in the file. */
  private readonly told: Uint32Array;
  private readonly toldKinds: Uint32Array;
  private readonly nameOf: (row: number) => string;
  private sequences = 0;
  private sequence!: Sequence;

  constructor(
    private readonly out: ProtobufWriter,
    private readonly file: SpanFile,
  ) {
    this.told = new Uint32Array(file.names.length);
    this.toldKinds = new Uint32Array(file.kinds.length);
    this.nameOf = spanNames(file);
  }

  /** What follows is on that sequence. */
  on(sequence: Sequence): void {
    this.sequence = sequence;
    this.sequences++;
  }

  /** `flows` are the arrows from the slice's end and to its begin. */
  begin(row: number, time: number, flows: ProcessFlows = noFlows): void {
    const { out } = this;
    const packet = this.sequence.open(time);
    const name = this.nameId(row);
    this.tell(row, name);
    const event = out.open(proto.packet.trackEvent);
    out.number(proto.trackEvent.type, proto.eventType.sliceBegin);
    out.number(proto.trackEvent.categoryId, this.file.spans.kind[row]! + 1);
    out.number(proto.trackEvent.nameId, name);
    for (const flow of flows.out) out.fixed64(proto.trackEvent.flows, flow);
    if (flows.in !== undefined) out.fixed64(proto.trackEvent.terminatingFlows, flows.in);
    out.close(event);
    out.close(packet);
  }

  end(time: number): void {
    this.sequence.endSlice(time);
  }

  /** The number of a span's name in its sequence. A `work` is called by two names of the file: it has one of its own. */
  private nameId(row: number): number {
    const { spans, names } = this.file;
    return 1 + (spans.kind[row] === kind.work ? names.length + row : spans.name[row]!);
  }

  /** Tells the name and the kind of a span, where the sequence does not know them. */
  private tell(row: number, name: number): void {
    const of = this.file.spans.kind[row]!;
    const newName = this.told[name - 1] !== this.sequences;
    const newKind = this.toldKinds[of] !== this.sequences;
    if (!newName && !newKind) return;
    this.out.message(proto.packet.internedData, () => {
      if (newKind) this.entry(proto.internedData.category, of + 1, this.file.kinds[of]!);
      if (newName) this.entry(proto.internedData.eventName, name, this.nameOf(row));
    });
    this.toldKinds[of] = this.sequences;
    if (name <= this.told.length) this.told[name - 1] = this.sequences;
  }

  private entry(table: number, id: number, text: string): void {
    this.out.message(table, () => {
      this.out.number(proto.interned.id, id);
      this.out.text(proto.interned.name, text);
    });
  }
}
