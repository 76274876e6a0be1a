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

/** How long the header is, in bytes. */
export const headerLength = 16;

/** Reads the header of an execution trace; undefined for what is none, also for one cut within its header. */
export function readRuntimeTraceHeader(bytes: Uint8Array): RuntimeTraceHeader | undefined {
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, headerLength));
  const match = /^go (1\.\d{1,4}) trace\0+$/.exec(start);
  return match && start.length === headerLength
    ? { format: `go${match[1]}`, bytes: bytes.length }
    : undefined;
}

/** How a trace of each known version is laid out. */
export const layouts: ReadonlyMap<string, "v1" | "v2"> = new Map([
  ...["go1.11", "go1.19", "go1.21"].map((format) => [format, "v1"] as const),
  ...["go1.22", "go1.23", "go1.25", "go1.26"].map((format) => [format, "v2"] as const),
]);
