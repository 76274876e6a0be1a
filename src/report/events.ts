import { importPathOf } from "../trace/event.ts";
import type { ContextualEvent } from "../trace/process-events.ts";
import { printable } from "./printable.ts";

/** Writes one event as a line, the line's end included. */
export type EventFormat = (event: ContextualEvent) => string;

/** The formats of `traceinject events`, by their names. */
export const eventFormats = { jsonl: jsonLine, text: textLine } as const satisfies Record<
  string,
  EventFormat
>;

/** As docs/events.md says. */
function jsonLine(event: ContextualEvent): string {
  return `${JSON.stringify(event)}\n`;
}

/** Milliseconds, package, event, function, fields. */
function textLine({ event, time, fields, ...context }: ContextualEvent): string {
  const symbol = context.function === undefined ? [] : [context.function];
  const values = Object.entries(fields).map(([name, value]) => `${name}=${shown(value)}`);
  const milliseconds = (time / 1e6).toFixed(3).padStart(12);
  return `${printable([milliseconds, importPathOf(context), event, ...symbol, ...values].join(" "))}\n`;
}

/** A text as it is, if it is one word. */
function shown(value: unknown): string {
  return typeof value === "string" && /^[^\s"]+$/.test(value) ? value : JSON.stringify(value);
}
