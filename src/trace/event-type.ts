import type { knownSpanKinds } from "./event.ts";

/** How much a process records; each level includes those before it. */
export const levels = ["package", "phase", "function", "pass"] as const;
export type Level = (typeof levels)[number];

type SpanKind = (typeof knownSpanKinds)[number];

/** One event of schema/events.yaml, which says what the rules mean. */
export interface EventType {
  readonly name: string;
  /** Its number in a span file; absent where the event is the end of a span. */
  readonly id?: number;
  readonly span?: SpanKind;
  readonly level: Level;
  /** The tools that record it; absent for all. */
  readonly tools?: readonly string[];
  readonly occurs: "any" | "at-most-once";
  /** Of which processes it is required: those that ended by themselves, or with status 0. */
  readonly required?: "exit" | "success";
  /** The kind of span that it must lie in. */
  readonly within?: SpanKind;
  /** None of these comes later in the same process. */
  readonly after: readonly string[];
  /** In the order of the payload. */
  readonly fields: readonly FieldType[];
}

export interface FieldType {
  readonly name: string;
  /** A record type stands for its fields, one after the other. */
  readonly type: "integer" | "boolean" | "text" | "hash" | "ratio" | readonly FieldType[];
  readonly list?: true;
  /** An empty text means that it is unknown. */
  readonly optional?: true;
  /** Not in the file: worked out from the rest of it. */
  readonly derived?: true;
}
