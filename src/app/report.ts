import { join } from "node:path";
import type { Host } from "../host/host.ts";
import { findSession } from "../toolchain/find-session.ts";
import { type Analysis, analyze } from "../trace/analyze.ts";
import { importPathOf } from "../trace/event.ts";
import type { TraceFinding } from "../trace/finding.ts";
import { type Measured, measure } from "../trace/measure.ts";
import { readSpanFile } from "../trace/read.ts";
import { type RuntimeTrace, readRuntimeTraceHeader } from "../trace/runtime-trace.ts";
import { type NamedTrace, type TimelineProcess, timeline } from "../trace/timeline.ts";
import { spanFilesIn, traceDir } from "./trace-files.ts";

export interface ReportOptions {
  /** A session's folder, or one that holds `*.span` files itself. */
  readonly session: string;
}

export interface Report {
  readonly analysis: Analysis;
  readonly findings: readonly TraceFinding[];
  /** The execution traces in the same folder, in the order of their processes. */
  readonly runtimeTraces: readonly RuntimeTrace[];
}

type Reading = Pick<Host, "readDir" | "readBytes" | "stat">;

/** Reads the traces of a session and says where the time went. Throws `no-session` and `no-traces`. */
export async function report(host: Reading, { session }: ReportOptions): Promise<Report> {
  const dir = await traceDir(host, session);
  const traces: NamedTrace<Measured>[] = [];
  // One file after the other: bytes and spans of one are gone before the next is read.
  for (const { name, path } of await spanFilesIn(host, dir))
    traces.push({ file: name, trace: measure(readSpanFile(await host.readBytes(path))) });
  const line = timeline(traces);
  const analysis = analyze(line);
  const runtimeTraces = await readRuntimeTraces(host, dir, line.processes);
  return { analysis, findings: analysis.findings, runtimeTraces };
}

/** The same for a session by its id, or `latest`; and the folder that it was found in. */
export async function reportSession(
  host: Host,
  name: string,
): Promise<Report & { readonly session: string }> {
  const session = await findSession(host, name);
  return { session, ...(await report(host, { session })) };
}

/** Only files of the folder itself: what a header names is not to be trusted with a path. */
async function readRuntimeTraces(
  host: Reading,
  dir: string,
  processes: readonly Pick<TimelineProcess, "header">[],
): Promise<RuntimeTrace[]> {
  const files = (await host.readDir(dir)).filter(({ kind }) => kind === "file");
  const names = new Set(files.map(({ name }) => name));
  const found: RuntimeTrace[] = [];
  for (const { header } of processes) {
    const name = header.runtimeTrace;
    if (name === undefined || !names.has(name)) continue;
    const path = join(dir, name);
    const head = readRuntimeTraceHeader(await host.readBytes(path));
    found.push({ path, package: importPathOf(header), ...(head && { header: head }) });
  }
  return found;
}
