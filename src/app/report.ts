import { join } from "node:path";
import type { Host } from "../host/host.ts";
import { findSession } from "../toolchain/find-session.ts";
import { isSessionRunning } from "../toolchain/recorded-session.ts";
import { readSessionRecord } from "../toolchain/session-record.ts";
import type { PaidCost } from "../trace/actions/cost.ts";
import { type Analysis, analyze } from "../trace/analyze.ts";
import { importPathOf } from "../trace/event.ts";
import type { TraceFinding } from "../trace/finding.ts";
import { type Measured, measure } from "../trace/measure.ts";
import type { Misses } from "../trace/misses/miss.ts";
import { type Outline, outlineOf } from "../trace/outline.ts";
import { hugeFiles } from "../trace/rules/huge-file.ts";
import { advise } from "../trace/rules/index.ts";
import { type RuntimeTrace, readRuntimeTraceHeader } from "../trace/runtime/header.ts";
import { type NamedTrace, type Timeline, type TimelineProcess, timeline } from "../trace/timeline.ts";
import { keptCosts } from "./action-costs.ts";
import { cacheMisses } from "./cache-misses.ts";
import { generatedFiles } from "./generated-files.ts";
import { explainNoTraces } from "./no-traces.ts";
import { readOrProblem, readTraceFile } from "./read-trace.ts";
import { sessionActions } from "./session-actions.ts";
import { spanFilesIn, traceDir } from "./trace-files.ts";

export interface ReportOptions {
  /** A session's folder, or one that holds `*.span` files itself. */
  readonly session: string;
  /** Whether `outlines` are wanted; they take as long again. */
  readonly draws?: boolean | undefined;
  /** What go's actions cost when they last ran, by action id, for those that were cached. */
  readonly costs?: ReadonlyMap<string, PaidCost> | undefined;
  /** Why what was compiled was not in the build cache. */
  readonly misses?: Misses | undefined;
  /** The session has not ended: its processes that have no end yet were not killed. */
  readonly isRunning?: boolean | undefined;
}

export interface Report {
  readonly analysis: Analysis;
  readonly findings: readonly TraceFinding[];
  /** Those of the analysis's processes, in their order; empty where they are not asked for. */
  readonly outlines: readonly Outline[];
  /** What the analysis is made of. */
  readonly line: Timeline<Measured>;
  /** The execution traces in the same folder, in the order of their processes. */
  readonly runtimeTraces: readonly RuntimeTrace[];
}

export interface SessionReport extends Report {
  /** The folder of the session. */
  readonly session: string;
  /** The folder that go was run in; absent for span files without a session. */
  readonly folder?: string;
  readonly misses?: Misses;
}

type Reading = Pick<Host, "readDir" | "readBytes" | "readRange" | "stat" | "isRunning">;

interface Drawn extends Measured {
  readonly outline?: Outline;
}

/**
 * Reads the traces of a session and says where the time went. Throws `no-session`; and `no-traces`, unless go says that
 * it had nothing to compile.
 */
export async function report(host: Reading, options: ReportOptions): Promise<Report> {
  const { session, draws, costs, misses, isRunning } = options;
  const dir = await traceDir(host, session);
  const traces: NamedTrace<Drawn>[] = [];
  // One file after the other: bytes and spans of one are gone before the next is read.
  for (const { name, path } of await spanFilesIn(host, dir)) {
    const { trace } = await readTraceFile(host, path, isRunning);
    traces.push({ file: name, trace: { ...measure(trace), ...(draws && { outline: outlineOf(trace) }) } });
  }
  const line = timeline(traces);
  const actions = await sessionActions(host, session, line, costs);
  if (traces.length === 0 && !actions?.actions.length) throw await explainNoTraces(host, session);
  const analyzed = { ...analyze(line), ...(actions && { actions }), ...(isRunning && runningNow) };
  const generated = await generatedFiles(host, hugeFiles(line.processes));
  const advice = advise({
    ...{ analysis: analyzed, processes: line.processes, generated },
    ...(misses && { misses }),
  });
  const analysis = { ...analyzed, advice };
  const outlines = line.processes.flatMap(({ trace }) => trace.outline ?? []);
  const runtimeTraces = await readRuntimeTraces(host, dir, line.processes);
  return { analysis, findings: analysis.findings, outlines, line, runtimeTraces };
}

/** The same for a session by its id, or `latest`, beside the sessions before it; and the folder it was found in. */
export async function reportSession(
  host: Host,
  name: string,
  options: Pick<ReportOptions, "draws"> = {},
): Promise<SessionReport> {
  const session = await findSession(host, name);
  const [costs, misses] = [await keptCosts(host), await cacheMisses(host, session)];
  const record = await readSessionRecord(host, session);
  const folder = record?.cwd;
  const isRunning = isSessionRunning(host, record);
  return {
    ...{ session, ...(folder !== undefined && { folder }), ...(misses && { misses }) },
    ...(await report(host, { ...options, session, costs, misses, isRunning })),
  };
}

const runningNow = { running: true } as const;

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
    const read = await readOrProblem(host, path);
    const head = "bytes" in read ? readRuntimeTraceHeader(read.bytes) : undefined;
    found.push({ path, package: importPathOf(header), ...(head && { header: head }) });
  }
  return found;
}
