import { isSystemError } from "../base/errors.ts";
import type { Host } from "../host/host.ts";
import { decodeSpanFile } from "../trace/decode/span.ts";
import type { SpanFile } from "../trace/event.ts";
import { readSpanFile } from "../trace/read.ts";

export interface ReadTrace {
  readonly trace: SpanFile;
  /** Of the file, in bytes; 0 of one that could not be read. */
  readonly size: number;
}

/** Reads a span file. One that cannot be read at all has a finding, as a damaged one has: the others are still used. */
export async function readTraceFile(
  host: Pick<Host, "readBytes">,
  path: string,
  isRunning = false,
): Promise<ReadTrace> {
  const read = await readOrProblem(host, path);
  if ("problem" in read) return { trace: unreadable(read.problem), size: 0 };
  const trace = readSpanFile(read.bytes);
  const findings = isRunning ? trace.findings.map(ofRunningSession) : trace.findings;
  return { trace: { ...trace, findings }, size: read.bytes.length };
}

/** The bytes of a file, or the code of the error that the system gives. */
export async function readOrProblem(
  host: Pick<Host, "readBytes">,
  path: string,
): Promise<{ readonly bytes: Uint8Array } | { readonly problem: string }> {
  try {
    return { bytes: await host.readBytes(path) };
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return { problem: error.code ?? error.message };
  }
}

function unreadable(problem: string): SpanFile {
  return {
    ...decodeSpanFile(new Uint8Array()),
    findings: [{ kind: "unreadable-file", at: 0, count: 1, problem }],
  };
}

/** While a session runs, a process without an end is no news of a crash. */
export function ofRunningSession<Finding extends { readonly kind: string }>(finding: Finding): Finding {
  return finding.kind === "no-exit" ? { ...finding, kind: "not-ended" } : finding;
}
