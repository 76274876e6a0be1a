import type { Exit, SpanFile, SpanHeader } from "../event.ts";
import { DecodeFindings } from "../finding.ts";
import { type Chunk, readChunks, writtenLength } from "./chunk.ts";
import { parseExit } from "./exit.ts";
import { parseHeader } from "./header.ts";
import { Lane } from "./lane.ts";
import { RecordReader } from "./records.ts";
import { Tables } from "./tables.ts";

const magic = "TISPAN3\n";

/**
 * Decodes one span file (docs/span-format.md). Never throws, whatever the bytes: what is wrong stands in `findings`,
 * and every chunk before the first damaged one counts. Takes time and memory in proportion to the bytes given.
 */
export function decodeSpanFile(bytes: Uint8Array): SpanFile {
  const decoder = new Decoder(bytes);
  if (decoder.magic()) decoder.chunks();
  return decoder.finish();
}

class Decoder {
  private readonly findings = new DecodeFindings();
  private readonly tables: Tables;
  private readonly lanes = new Map<number, Lane>();
  private header: SpanHeader | undefined;
  private exit: Exit | undefined;
  private sawExit = false;
  private truncated = false;

  private readonly bytes: Uint8Array;

  constructor({ buffer, byteOffset, length }: Uint8Array) {
    this.bytes = new Uint8Array(buffer, byteOffset, length); // parts of a Buffer are slow to make
    this.tables = new Tables(length);
  }

  /** Whether the file is one of this format. */
  magic(): boolean {
    const start = new TextDecoder("latin1").decode(this.bytes.subarray(0, magic.length));
    if (start === magic) return true;
    this.truncated = magic.startsWith(start) || writtenLength(this.bytes) === 0;
    if (this.truncated) this.findings.add({ kind: "torn-chunk", at: 0 });
    else if (/^TISPAN\d\n$/.test(start)) {
      this.findings.add({ kind: "unknown-format", at: 0, format: start.slice(6, 7) });
    } else this.findings.add({ kind: "not-a-span-file", at: 0 });
    return false;
  }

  chunks(): void {
    const chunks = readChunks(this.bytes, magic.length, this.findings);
    for (let next = chunks.next(); ; next = chunks.next()) {
      if (next.done) {
        this.truncated = next.value;
        break;
      }
      if (this.header) this.chunk(next.value, this.header);
      else if (!this.firstChunk(next.value)) return;
    }
    if (!this.header && !this.truncated) this.badHeader(magic.length, "there is none");
  }

  finish(): SpanFile {
    const last = this.lastTime();
    this.closeOpenSpans(last);
    if (this.header && !this.sawExit) this.findings.add({ kind: "no-exit", at: this.bytes.length });
    return {
      ...(this.header && { header: this.header }),
      ...this.tables.finish(),
      ...(this.exit && { exit: this.exit }),
      first: this.seenLanes().reduce((first, lane) => Math.min(first, lane.first), 0),
      last,
      truncated: this.truncated,
      findings: this.findings.all(),
    };
  }

  /** Takes the header; false where there is none that can be used. */
  private firstChunk(chunk: Chunk): boolean {
    if (chunk.kind !== "H") return this.badHeader(chunk.at, "the first chunk is of another kind");
    const header = parseHeader(chunk.payload);
    if ("format" in header) {
      this.findings.add({ kind: "unknown-format", at: chunk.at, format: header.format });
      return false;
    }
    if ("problem" in header) return this.badHeader(chunk.at, header.problem);
    this.header = header;
    return true;
  }

  private badHeader(at: number, problem: string): false {
    this.findings.add({ kind: "bad-header", at, problem });
    return false;
  }

  private chunk(chunk: Chunk, header: SpanHeader): void {
    const at = chunk.at;
    if (this.sawExit) this.findings.add({ kind: "chunk-after-exit", at });
    if (chunk.kind === "R") {
      const reader = new RecordReader(chunk, this.lane(chunk.lane), this.tables, this.findings);
      reader.read(header.anchor.mono0);
    } else if (chunk.kind === "E") this.exitChunk(chunk, header);
    else if (chunk.kind === "H") this.findings.add({ kind: "repeated-header", at });
    else this.findings.add({ kind: "unknown-chunk", at, chunk: chunk.kind });
  }

  private exitChunk(chunk: Chunk, header: SpanHeader): void {
    if (this.sawExit) return; // the first one counts: a process ends once
    this.sawExit = true;
    const at = chunk.at;
    this.exit = parseExit(chunk.payload, header.anchor.mono0);
    if (!this.exit) {
      this.findings.add({ kind: "bad-exit", at });
      return;
    }
    const by = this.lastTime() - this.exit.time;
    if (by > 0) this.findings.add({ kind: "clock-goes-back", at, lane: chunk.lane, by });
    const { dropped } = this.exit;
    if (dropped > 0) this.findings.add({ kind: "records-dropped", at, count: dropped });
  }

  private lane(number: number): Lane {
    const known = this.lanes.get(number);
    if (known) return known;
    const lane = new Lane(number);
    this.lanes.set(number, lane);
    return lane;
  }

  /** The lanes that hold a time. */
  private seenLanes(): Lane[] {
    return [...this.lanes.values()].filter((lane) => lane.last >= lane.first);
  }

  private lastTime(): number {
    return this.seenLanes().reduce((last, lane) => Math.max(last, lane.last), this.exit?.time ?? 0);
  }

  /** An open span ends at the end anchor, or at the last time of the file; in no case before what lies in it. */
  private closeOpenSpans(last: number): void {
    const end = this.exit?.time ?? last;
    for (const lane of this.lanes.values()) {
      for (const row of lane.stack) this.tables.spans.columns.end[row] = Math.max(end, lane.last);
    }
  }
}
