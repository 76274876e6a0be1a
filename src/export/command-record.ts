/** What the record of a session (`session.json`) says of the go command. Times are decimal texts of Unix nanoseconds. */
export interface CommandRecord {
  readonly id: string;
  /** The version of traceinject that recorded it. */
  readonly traceinject: string;
  readonly status: "running" | "done" | "failed" | "timed-out";
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly toolchain: { readonly goVersion: string };
  /** The system that it ran on, in Go's names. */
  readonly goos: string;
  readonly goarch: string;
  readonly start: { readonly wall: string };
  readonly end?: { readonly wall: string };
  readonly exitCode?: number;
  readonly signal?: string;
  /** The span of a surrounding trace, as W3C trace context has it. */
  readonly traceparent?: string;
}
