import { parseActionGraph } from "../actions/action-graph.ts";
import { decodeSpanFile } from "../decode/span.ts";
import type { Anchor, SpanFile } from "../event.ts";
import { readGoTrace } from "../go-trace/read-go-trace.ts";
import { readSpanFile } from "../read.ts";
import { readRuntimeTrace } from "../runtime/runtime-trace.ts";
import { placeable, type Source, spanSource } from "../timeline.ts";
import { actionSource } from "./action-source.ts";
import { type SourceKind, sourceKind } from "./detect.ts";
import type { MergeFinding, SourceFinding } from "./finding.ts";
import { runtimeSource } from "./runtime-source.ts";
import { type SourceTrace, sourceOf } from "./source-trace.ts";

/** What is known of a file besides its content. */
export interface SourceContext {
  /** Unix time at which it was last written; nanoseconds. */
  readonly written?: bigint;
  /** Both clocks at the begin and at the end of the session that it belongs to. */
  readonly session?: readonly Anchor[];
}

/** A file that was read: what it is, what places it, and its spans. */
export interface ReadSource {
  /** Absent where it is of no known kind. */
  readonly kind?: SourceKind;
  /** Absent where it has nothing to place. */
  readonly source?: Source;
  /** In units of the source's clock; absent as `source` is. */
  readonly trace?: SpanFile;
  /** What was recorded and cannot be told. */
  readonly dropped: number;
  readonly findings: readonly MergeFinding[];
}

/** Reads a file of any kind, which goes by the name `file`. Never throws, whatever the bytes. */
export function readSource(file: string, bytes: Uint8Array, context: SourceContext = {}): ReadSource {
  const kind = sourceKind(bytes);
  switch (kind) {
    case undefined:
      return { dropped: 0, findings: [{ kind: "unknown-source", file }] };
    case "span file":
      return spanFile(file, bytes);
    case "go trace":
      return from(file, kind, readGoTrace(bytes));
    case "action graph":
      return from(file, kind, actionSource(parseActionGraph(new TextDecoder().decode(bytes))));
    case "runtime trace": {
      const trace = readRuntimeTrace(bytes);
      const name = file.replace(/^.*\//, "");
      const source = runtimeSource(trace, { name, ...context });
      if (source) return from(file, kind, source);
      return {
        kind,
        dropped: 0,
        findings: [...inFile(file, trace.findings), { kind: "empty-source", file }],
      };
    }
  }
}

/** Only the spans of a file that was read before: what is wrong with it is known. Undefined where it has none any more. */
export function spansOf(file: string, bytes: Uint8Array, context: SourceContext = {}): SpanFile | undefined {
  return sourceKind(bytes) === "span file" ? decodeSpanFile(bytes) : readSource(file, bytes, context).trace;
}

function spanFile(file: string, bytes: Uint8Array): ReadSource {
  const trace = readSpanFile(bytes);
  const [source] = spanSource({ file, trace: placeable(trace) });
  const findings = inFile(file, trace.findings);
  return { kind: "span file", ...(source && { source, trace }), dropped: trace.exit?.dropped ?? 0, findings };
}

function from(file: string, kind: SourceKind, read: SourceTrace<SourceFinding>): ReadSource {
  const { trace, dropped } = read;
  const findings = inFile(file, read.findings);
  if (trace.spans.start.length === 0)
    return { kind, dropped, findings: [...findings, { kind: "empty-source", file }] };
  return { kind, source: sourceOf(file, read), trace, dropped, findings };
}

function inFile<Finding extends object>(file: string, findings: readonly Finding[]) {
  return findings.map((finding) => ({ ...finding, file }));
}
