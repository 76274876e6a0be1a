import { dirname, join } from "node:path";
import { stateNotWritable } from "../base/errors.ts";
import { redactEnvironment, redactText } from "../base/redact.ts";
import type { Host } from "../host/host.ts";
import { packageVersion } from "../host/package.ts";
import type { AskedTraces } from "./asked-traces.ts";
import { stateDir } from "./dirs.ts";
import type { Recording } from "./recording.ts";

/** The folder of one traced `go` invocation: `session.json`, and the trace files in `traceDir`. */
export interface Session {
  /** `20260102T030405678Z-9f0c2a`: UTC, then six hex digits, so that names sort by time. */
  readonly id: string;
  readonly dir: string;
  readonly traceDir: string;
}

/** What `session.json` holds. Its times are decimal strings of nanoseconds, as in the span file. */
export interface SessionRecord {
  readonly format: 1;
  readonly id: string;
  /** Our own version. */
  readonly traceinject: string;
  /**
   * `running` until go ended; stays so if we were killed. `failed`: go could not be run to its end. `timed-out`: it was
   * ended because its time was up.
   */
  readonly status: "running" | "done" | "failed" | "timed-out";
  /** `Host.processId` of the traceinject that wrote this: tells a session that runs from one that was killed. */
  readonly process: string;
  readonly command: readonly string[];
  readonly cwd: string;
  /** What go was started with, secrets replaced. */
  readonly env: Readonly<Record<string, string>>;
  readonly toolchain: SessionToolchain;
  readonly recording: Recording;
  /** How many actions go ran at once at most (`-p`), where it is known. */
  readonly jobs?: number;
  /** What go was asked to write its action graph to, below the session's folder; absent where it was not asked. */
  readonly actionGraph?: string;
  /**
   * Where the go command and the program that it ran were asked to write traces of their own: absolute paths, outside of
   * the session's folder, which another command may write again. Absent where they were not asked.
   */
  readonly goTrace?: string;
  readonly programTrace?: string;
  /** The span of a surrounding trace, as W3C trace context has it, if there is one. */
  readonly traceparent?: string;
  readonly goos: string;
  readonly goarch: string;
  /** Two records with the same boot id share CLOCK_MONOTONIC; absent where the system names no boot. */
  readonly bootId?: string;
  readonly start: RecordedAnchor;
  readonly end?: RecordedAnchor;
  readonly exitCode?: number;
  readonly signal?: string;
  /** What became of sending the spans to a receiver of OpenTelemetry; absent where none was asked for. */
  readonly liveExport?: LiveExportRecord;
}

export interface LiveExportRecord {
  /** How many spans it has taken. */
  readonly spans: number;
  /** The first thing that went wrong. */
  readonly problem?: string;
}

export interface SessionToolchain {
  readonly fingerprint: string;
  readonly goVersion: string;
  readonly goroot: string;
}

/** The monotonic clock, the wall clock (Unix), the monotonic clock again. */
export interface RecordedAnchor {
  readonly mono0: string;
  readonly wall: string;
  readonly mono1: string;
}

/** `$XDG_STATE_HOME/traceinject/sessions`. */
export function sessionsDir(host: Host): string {
  return join(stateDir(host), "sessions");
}

/** Makes the folder for sessions. Throws `state-not-writable`: who asks for a trace must not go without unawares. */
export async function prepareSessions(host: Host): Promise<void> {
  await orNotWritable(host, async () => {
    await hideFromVersionControl(host, stateDir(host));
    await host.makeDir(sessionsDir(host));
  });
}

/** Makes a new session's folder. Throws `state-not-writable`. */
export async function createSession(host: Host): Promise<Session> {
  const stamp = host.now().toISOString().replace(/[-:.]/g, "");
  const id = `${stamp}-${host.randomHex(3)}`;
  const dir = join(sessionsDir(host), id);
  const session = { id, dir, traceDir: join(dir, "proc") };
  await orNotWritable(host, () => host.makeDir(session.traceDir));
  return session;
}

/** Writes `session.json` before go starts, makes room for the action graph, and lets `latest` lead to this session. */
export async function beginSession(
  host: Host,
  session: Session,
  facts: Pick<SessionRecord, "command" | "toolchain" | "recording"> & {
    env: Readonly<Record<string, string | undefined>>;
    traceparent?: string | undefined;
    jobs?: number | undefined;
    actionGraph?: string | undefined;
    asked?: AskedTraces;
  },
): Promise<SessionRecord> {
  const bootId = await host.readFile("/proc/sys/kernel/random/boot_id").catch(() => undefined);
  const record: SessionRecord = {
    format: 1,
    id: session.id,
    traceinject: packageVersion,
    status: "running",
    process: host.processId,
    command: facts.command.map(redactText),
    cwd: host.cwd,
    env: redactEnvironment(facts.env),
    toolchain: facts.toolchain,
    recording: facts.recording,
    ...(facts.jobs && { jobs: facts.jobs }),
    ...(facts.actionGraph && { actionGraph: facts.actionGraph }),
    ...facts.asked,
    ...(facts.traceparent && { traceparent: facts.traceparent }),
    goos: host.goos,
    goarch: host.goarch,
    ...(bootId && { bootId: bootId.trim() }),
    start: anchorNow(host),
  };
  await orNotWritable(host, async () => {
    if (record.actionGraph) await host.makeDir(dirname(join(session.dir, record.actionGraph)));
    await writeRecord(host, session, record);
    await pointLatest(host, session.id);
  });
  return record;
}

/** Rewrites `session.json` after go ended, and gives what stands there. */
export async function endSession(
  host: Host,
  session: Session,
  record: SessionRecord,
  ending: Pick<SessionRecord, "status" | "exitCode" | "signal">,
): Promise<SessionRecord> {
  const ended = { ...record, ...ending, end: anchorNow(host) };
  await writeRecord(host, session, ended);
  return ended;
}

/** Adds to `session.json` what became of the live export. */
export async function noteLiveExport(
  host: Host,
  session: Session,
  record: SessionRecord,
  liveExport: LiveExportRecord,
): Promise<void> {
  await writeRecord(host, session, { ...record, liveExport });
}

/**
 * Keeps a folder of ours out of `git status`, where HOME or XDG_*_HOME lies in a work tree: Go stamps binaries with
 * `vcs.modified`, and watching a build must not change that. The file hides itself as well.
 */
export async function hideFromVersionControl(host: Host, dir: string): Promise<void> {
  const path = join(dir, ".gitignore");
  if (!(await host.stat(path))) await host.writeFile(path, "*\n");
}

/** Others on the machine need not read even a redacted environment. */
async function writeRecord(host: Host, session: Session, record: SessionRecord): Promise<void> {
  const path = join(session.dir, "session.json");
  const temporary = `${path}.new`;
  await host.writeFile(temporary, `${JSON.stringify(record, undefined, 2)}\n`, { mode: 0o600 });
  await host.rename(temporary, path);
}

/** Lets `latest` lead to the session `id`, in one step. */
export async function pointLatest(host: Host, id: string): Promise<void> {
  const temporary = join(sessionsDir(host), `latest-${id}`);
  await host.symlink(id, temporary);
  await host.rename(temporary, join(sessionsDir(host), "latest"));
}

function anchorNow(host: Host): RecordedAnchor {
  const mono0 = host.monotonic();
  const wall = BigInt(host.now().getTime()) * 1_000_000n;
  const mono1 = host.monotonic();
  return { mono0: String(mono0), wall: String(wall), mono1: String(mono1) };
}

async function orNotWritable(host: Host, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    throw stateNotWritable(sessionsDir(host), { cause });
  }
}
