import type { SpanFile, TraceEvent } from "../event.ts";
import { KindTable, NameTable } from "./names.ts";
import { GrowingTable } from "./table.ts";

/** Of a file, by span, at level pass (docs/span-format.md). A file of fewer and larger records has room for more than come. */
const bytesOfSpan = 9;

const emptySpans = () => ({
  start: new Float64Array(),
  end: new Float64Array(),
  name: new Uint32Array(),
  kind: new Uint32Array(),
  lane: new Uint16Array(),
  parent: new Int32Array(),
  open: new Uint8Array(),
});

/** Everything that records fill, while a file is read. */
export class Tables {
  readonly names = new NameTable();
  readonly kinds = new KindTable();
  readonly spans;
  readonly counters = new GrowingTable({
    lane: new Uint16Array(),
    name: new Uint32Array(),
    value: new Float64Array(),
    time: new Float64Array(),
  });
  readonly logs = new GrowingTable({
    lane: new Uint16Array(),
    name: new Uint32Array(),
    text: new Uint32Array(),
    time: new Float64Array(),
  });
  readonly attributes = new GrowingTable({
    span: new Uint32Array(),
    name: new Uint32Array(),
    value: new Float64Array(),
  });
  readonly textAttributes = new GrowingTable({
    span: new Uint32Array(),
    name: new Uint32Array(),
    text: new Uint32Array(),
  });
  readonly works = new GrowingTable({ span: new Uint32Array(), name: new Uint32Array() });
  readonly events: TraceEvent[] = [];

  /** `size` is that of the file, in bytes; 0 where there is none. */
  constructor(size = 0) {
    this.spans = new GrowingTable(emptySpans(), Math.ceil(size / bytesOfSpan));
  }

  finish(): Omit<SpanFile, "header" | "exit" | "first" | "last" | "truncated" | "findings"> {
    return {
      names: this.names.names,
      kinds: this.kinds.kinds,
      spans: this.spans.finish(),
      counters: this.counters.finish(),
      logs: this.logs.finish(),
      attributes: this.attributes.finish(),
      textAttributes: this.textAttributes.finish(),
      works: this.works.finish(),
      events: this.events,
    };
  }
}
