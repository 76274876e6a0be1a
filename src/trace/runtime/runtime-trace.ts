import { TraceBuilder } from "./builder.ts";
import { ByteQueue } from "./byte-queue.ts";
import { headerLength, layouts, readRuntimeTraceHeader } from "./header.ts";
import type { RuntimeTraceFile } from "./trace-file.ts";
import { V1Decoder } from "./v1/decoder.ts";
import { V2Decoder } from "./v2/decoder.ts";

/**
 * Reads the execution trace of a Go program (package runtime/trace), of go1.11 to go1.27. Never throws, whatever the
 * bytes: what is wrong stands in `findings`, and what is complete before it counts. Takes time and memory in proportion
 * to the bytes given.
 */
export function readRuntimeTrace(bytes: Uint8Array): RuntimeTraceFile {
  const reader = new RuntimeTraceReader();
  reader.push(bytes);
  return reader.finish();
}

/** The same for a trace that comes in chunks: besides the result it holds annotations and names of about a second. */
export class RuntimeTraceReader {
  private readonly start = new ByteQueue();
  private trace: TraceBuilder | undefined;
  private decoder: V1Decoder | V2Decoder | undefined;

  /** Takes the next bytes, which must not be changed until all are read. */
  push(chunk: Uint8Array): void {
    if (this.trace) this.decoder?.push(chunk);
    else this.header(chunk);
  }

  finish(): RuntimeTraceFile {
    this.decoder?.finish();
    return (this.trace ?? withoutHeader(this.start.rest())).finish();
  }

  private header(chunk: Uint8Array): void {
    this.start.push(chunk);
    this.start.take(0, headerLength);
    const bytes = this.start.peek();
    if (bytes) this.begin(bytes);
  }

  private begin(bytes: Uint8Array): void {
    const format = readRuntimeTraceHeader(bytes)?.format;
    const layout = format === undefined ? undefined : layouts.get(format);
    this.trace = new TraceBuilder(layout && format);
    if (format === undefined) this.trace.findings.add({ kind: "not-an-execution-trace", at: 0 });
    else if (layout === undefined) this.trace.findings.add({ kind: "unknown-trace-version", at: 0, format });
    else if (layout === "v1") this.decoder = new V1Decoder(this.trace, headerLength);
    else this.decoder = new V2Decoder(this.trace, format === "go1.26", headerLength);
    this.decoder?.push(bytes.subarray(headerLength));
  }
}

/** A file that is shorter than a header: one that is cut off, or something else. */
function withoutHeader(bytes: Uint8Array): TraceBuilder {
  const trace = new TraceBuilder();
  const text = new TextDecoder("latin1").decode(bytes);
  trace.truncated = "go 1.".startsWith(text.slice(0, 5));
  trace.findings.add({ kind: trace.truncated ? "torn-trace" : "not-an-execution-trace", at: 0 });
  return trace;
}
