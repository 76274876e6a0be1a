/** What the first bytes of a Go execution trace (package runtime/trace) say, and how long it is. */
export interface RuntimeTraceHeader {
  /** The version of the format, which is that of the Go release that brought it: `go1.23` also in traces of go1.24. */
  readonly format: string;
  readonly bytes: number;
}

/** An execution trace that a traced process wrote. */
export interface RuntimeTrace {
  readonly path: string;
  readonly package: string;
  /** Absent where the file does not begin as an execution trace. */
  readonly header?: RuntimeTraceHeader;
}

/** Reads the header of an execution trace; undefined for what is none, also for one cut within its header. */
export function readRuntimeTraceHeader(bytes: Uint8Array): RuntimeTraceHeader | undefined {
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, 16));
  const match = /^go (1\.\d{1,4}) trace\0+$/.exec(start);
  return match && start.length === 16 ? { format: `go${match[1]}`, bytes: bytes.length } : undefined;
}
