import type { Progress } from "../base/progress.ts";
import type { Command, Host, PassThroughResult } from "../host/host.ts";
import { checkDemand } from "../toolchain/check-demand.ts";
import { cacheDir } from "../toolchain/dirs.ts";
import { goSettings } from "../toolchain/go-settings.ts";
import {
  beginSession,
  createSession,
  endSession,
  hideFromVersionControl,
  prepareSessions,
  type Session,
  type SessionRecord,
} from "../toolchain/session.ts";
import {
  type TraceOptions,
  toolchainEnvironment,
  tracedEnvironment,
} from "../toolchain/traced-environment.ts";
import { type BuildOptions, build } from "./build.ts";
import { chooseRecording, type RecordingOptions } from "./recording.ts";

export interface RunOptions extends BuildOptions, RecordingOptions, Pick<TraceOptions, "cache"> {
  /** Called when go is about to take over stdin, stdout and stderr. */
  readonly onStart?: () => void;
}

/** How go ended, and where its traces are. */
export interface RunOutcome {
  readonly exitCode: number;
  /** Set if a signal ended go; then `exitCode` is 128 + its number. */
  readonly signal?: NodeJS.Signals;
  readonly session: Session;
  /** Why the session could not be completed. Not a failure of go, and it must not look like one. */
  readonly problem?: unknown;
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
  await prepareSessions(host);
  const { goroot, goBinary, stamp } = await build(host, options, progress);
  const { fingerprint, base } = stamp;
  const goVersion = base.version;
  const go = { goBinary, goroot, goVersion, env: toolchainEnvironment(host.env, goBinary), args };
  const settings = await goSettings(host, go);
  await checkDemand(host, go, settings, options.go !== undefined || options.goroot !== undefined);
  await hideFromVersionControl(host, cacheDir(host));

  const session = await createSession(host);
  const { traceDir } = session;
  const env = await tracedEnvironment(host, go, settings, { ...options, recording, traceDir });
  const toolchain = { fingerprint, goVersion, goroot };
  const record = await beginSession(host, session, { command: ["go", ...args], env, toolchain, recording });
  progress.detail(`session ${session.dir}`);
  options.onStart?.();
  return passThrough(host, { file: goBinary, args, env }, session, record);
}

/** From here on nothing of ours may change how go ends. */
async function passThrough(
  host: Host,
  command: Command,
  session: Session,
  record: SessionRecord,
): Promise<RunOutcome> {
  let result: PassThroughResult;
  try {
    result = await host.passThrough(command);
  } catch (error) {
    await endSession(host, session, record, { status: "failed" });
    throw error;
  }
  const { exitCode, signal } = result;
  const ending = { exitCode, ...(signal && { signal }) };
  const problem = await endSession(host, session, record, { status: "done", ...ending }).catch(
    (error: unknown) => error,
  );
  return { ...ending, session, ...(problem !== undefined && { problem }) };
}
