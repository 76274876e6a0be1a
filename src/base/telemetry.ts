/** Values that attributes of OpenTelemetry have here; numbers are whole. */
export type TelemetryValue = string | number | boolean | readonly string[];

export type TelemetryAttributes = Readonly<Record<string, TelemetryValue>>;

/** A span as OpenTelemetry has it. */
export interface TelemetrySpan {
  /** 16 hex digits, unique in its trace. */
  readonly id: string;
  /** The id of the span around it; absent where it is the first of its trace. */
  readonly parent?: string;
  readonly name: string;
  /** Unix time in nanoseconds, 0 to 2^63 - 1; the end is not before the start. */
  readonly start: bigint;
  readonly end: bigint;
  readonly attributes: TelemetryAttributes;
  /** What went wrong, in few words that repeat; absent where nothing did. */
  readonly error?: string;
}

/** The trace that all spans of a session are in. */
export interface TelemetryTrace {
  /** 32 hex digits. */
  readonly id: string;
  /** The span of somebody else under which it stands, and whether its trace is kept. */
  readonly parent?: { readonly id: string; readonly sampled: boolean };
}

/** Sends spans of one trace to a receiver. */
export interface SpanSender {
  /** Whether the trace is wanted at all; where it is not, `send` does nothing. */
  readonly sampled: boolean;
  /** What came of the last attempt, where `send` tries again by itself; absent where none has failed. */
  readonly setback?: string | undefined;
  /**
   * Sends the spans that one resource has made, some hundred at a time. Resolves when the receiver has taken them all;
   * rejects with its refusal, or why it was not reached.
   */
  send(resource: TelemetryAttributes, spans: Iterable<TelemetrySpan>): Promise<void>;
}
