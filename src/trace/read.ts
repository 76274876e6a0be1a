import { decodeSpanFile } from "./decode/span.ts";
import type { SpanFile } from "./event.ts";
import { checkEvents } from "./order.ts";

/** Decodes a span file and holds its events to their rules: `findings` tells what is wrong with either. Never throws. */
export function readSpanFile(bytes: Uint8Array): SpanFile {
  const trace = decodeSpanFile(bytes);
  return { ...trace, findings: [...trace.findings, ...checkEvents(trace)] };
}
