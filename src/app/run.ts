import { basename, join } from "node:path";
import type { Progress } from "../base/progress.ts";
import type { Command, Host, PassThroughResult, TimeLimit } from "../host/host.ts";
import { actionGraphFile, withActionGraph } from "../toolchain/action-graph.ts";
import { askedTraces } from "../toolchain/asked-traces.ts";
import { buildFlag, subcommandOf } from "../toolchain/build-flags.ts";
import { checkDemand } from "../toolchain/check-demand.ts";
import { cacheDir } from "../toolchain/dirs.ts";
import { findSession } from "../toolchain/find-session.ts";
import { type GoSettings, goSettings } from "../toolchain/go-settings.ts";
import { jobsOf } from "../toolchain/jobs.ts";
import {
  beginSession,
  createSession,
  endSession,
  hideFromVersionControl,
  noteLiveExport,
  prepareSessions,
  type Session,
  type SessionRecord,
} from "../toolchain/session.ts";
import {
  type TraceOptions,
  toolchainEnvironment,
  tracedEnvironment,
} from "../toolchain/traced-environment.ts";
import type { BuildSummary } from "../trace/actions/summary.ts";
import type { Level } from "../trace/event-type.ts";
import { type BuildOptions, build } from "./build.ts";
import { concludeBuild } from "./build-summary.ts";
import { BuildWatch } from "./build-watch.ts";
import { chooseLaunch, type LaunchOptions } from "./launch.ts";
import type { LiveExport, LiveExportOutcome } from "./live-export.ts";
import { wantsLiveExport } from "./otel-environment.ts";
import { chooseRecording, type RecordingOptions } from "./recording.ts";

export interface RunOptions
  extends BuildOptions,
    RecordingOptions,
    LaunchOptions,
    Pick<TraceOptions, "cache"> {
  /**
   * Called when go is about to take over stdin, stdout and stderr, with what can be told of it while it runs: of a build,
   * but not of `go run`, whose program has the terminal.
   */
  readonly onStart?: (watch?: BuildWatch) => void;
  /** Of what is sent to a receiver of OpenTelemetry, where the environment names one: spans of deeper levels are not. */
  readonly otlpLevel?: Level | undefined;
}

/** How go ended, and where its traces are. */
export interface RunOutcome {
  /** 124, as of timeout(1), where `timedOut` is set. */
  readonly exitCode: number;
  /** Set if a signal ended go; then `exitCode` is 128 + its number. */
  readonly signal?: NodeJS.Signals;
  /** Its time was up, and go was ended with all that it had started. */
  readonly timedOut?: true;
  readonly session: Session;
  /** Whether no other has begun since, so that it is the one that commands take if none is named. */
  readonly isLatest: boolean;
  /** What go says it did; absent where it was not asked, or could not say. */
  readonly summary?: BuildSummary;
  /** Why the session could not be completed. Not a failure of go, and it must not look like one. */
  readonly problem?: unknown;
  /** What became of sending the spans to a receiver of OpenTelemetry; absent where the environment names none. */
  readonly liveExport?: LiveExportOutcome;
}

/**
 * `traceinject go …`: runs the instrumented go with `args` on our own stdin, stdout and stderr and records a session.
 * Makes the toolchain if it is not there yet. Throws, before go has run, where a trace could not be had.
 */
export async function run(
  host: Host,
  options: RunOptions,
  args: readonly string[],
  progress: Progress,
): Promise<RunOutcome> {
  const recording = chooseRecording(host, options);
  const launch = chooseLaunch(host, options);
  await prepareSessions(host);
  const { goroot, goBinary, stamp } = await build(host, options, progress);
  const { fingerprint, base } = stamp;
  const goVersion = base.version;
  const go = { goBinary, goroot, goVersion, env: toolchainEnvironment(launch.env, goBinary), args };
  const settings = await goSettings(host, go);
  await checkDemand(host, go, settings, options.go !== undefined || options.goroot !== undefined);
  await hideFromVersionControl(host, cacheDir(host));

  const session = await createSession(host);
  const { traceDir } = session;
  const env = await tracedEnvironment(host, go, settings, { ...options, recording, traceDir });
  const toolchain = { fingerprint, goVersion, goroot };
  const { traceparent, limit } = launch;
  const graphed = withActionGraph(args, settings.GOFLAGS ?? "", join(session.dir, actionGraphFile));
  const facts = {
    ...{ command: ["go", ...args], env, toolchain, recording, traceparent },
    ...{ jobs: jobsOf(args, settings), actionGraph: graphed && actionGraphFile },
    asked: askedTraces(args, settings.GOFLAGS ?? "", host.cwd),
  };
  const record = await beginSession(host, session, facts);
  progress.detail(`session ${session.dir}`);
  const live = await beginLiveExport(host, session, record, options);
  options.onStart?.(graphed && watchOf(host, session, args, settings));
  const command = { file: goBinary, args: graphed ?? args, env };
  return passThrough(host, command, limit, { session, record, ...(live && { live }) });
}

function watchOf(
  host: Host,
  session: Session,
  args: readonly string[],
  { GOFLAGS = "" }: GoSettings,
): BuildWatch | undefined {
  if (subcommandOf(args)?.name === "run") return undefined;
  const all = buildFlag("a", args, GOFLAGS);
  return new BuildWatch(host, session, all === "" || all === "true");
}

/** A build of some hundred packages has some ten thousand spans down to there, which receivers take; of passes millions. */
const usualOtlpLevel: Level = "phase";

async function beginLiveExport(
  host: Host,
  session: Session,
  record: SessionRecord,
  { otlpLevel = usualOtlpLevel }: RunOptions,
): Promise<LiveExport | undefined> {
  if (!wantsLiveExport(host.env)) return undefined;
  const { LiveExport } = await import("./live-export.ts");
  return new LiveExport(host, session, record, otlpLevel);
}

/** A session that is being recorded. */
interface Recorded {
  readonly session: Session;
  readonly record: SessionRecord;
  readonly live?: LiveExport;
}

const timedOutExitCode = 124;

/** From here on nothing of ours may change how go ends. */
async function passThrough(
  host: Host,
  command: Command,
  limit: TimeLimit | undefined,
  { session, record, live }: Recorded,
): Promise<RunOutcome> {
  let result: PassThroughResult;
  try {
    result = await host.passThrough(command, limit);
  } catch (error) {
    const ended = await endSession(host, session, record, { status: "failed" });
    await live?.finish(ended);
    throw error;
  }
  const { status, ...ending } = endingOf(result);
  let problem: unknown;
  const ended = await endSession(host, session, record, { status, ...ending }).catch((error: unknown) => {
    problem = error;
    return { ...record, status, ...ending };
  });
  const liveExport = await live?.finish(ended);
  if (liveExport) await noteLiveExport(host, session, ended, liveExport.record).catch(() => {});
  const summary = await concludeBuild(host, session).catch(() => undefined); // no failure of go
  return {
    ...ending,
    ...(result.timedOut && { timedOut: true }),
    ...(summary && { summary }),
    ...(liveExport && { liveExport }),
    isLatest: basename(await findSession(host).catch(() => "")) === session.id,
    ...{ session, ...(problem !== undefined && { problem }) },
  };
}

/** What the session says of go's end. A signal that we ended it by says nothing that `timed-out` does not. */
function endingOf({ exitCode, signal, timedOut }: PassThroughResult) {
  if (timedOut) return { status: "timed-out", exitCode: timedOutExitCode } as const;
  return { status: "done", exitCode, ...(signal && { signal }) } as const;
}
