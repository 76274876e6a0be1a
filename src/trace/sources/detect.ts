import { readRuntimeTraceHeader } from "../runtime/header.ts";

/** What can be merged, as people call it. */
export type SourceKind = "span file" | "runtime trace" | "go trace" | "action graph";

/** How far into a file the fields of its first element are looked for. */
const enough = 4096;

/** Tells by its begin what a file is, whatever it is called; undefined for anything else. */
export function sourceKind(bytes: Uint8Array): SourceKind | undefined {
  const text = new TextDecoder("latin1").decode(bytes.subarray(0, enough));
  if (text.startsWith("TISPAN")) return "span file";
  if (readRuntimeTraceHeader(bytes)) return "runtime trace";
  if (!/^\s*\[/.test(text)) return undefined;
  if (/"ph":\s*"/.test(text)) return "go trace";
  return /"ID":\s*\d/.test(text) && /"Mode":\s*"/.test(text) ? "action graph" : undefined;
}
