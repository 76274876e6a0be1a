import type { Host } from "../host/host.ts";
import { commandLine } from "../toolchain/go-command.ts";
import { type RecordedSession, recordedSessions } from "../toolchain/recorded-session.ts";
import { removeSessions } from "../toolchain/remove-session.ts";

/** A recorded session, in what a list shows of it. */
export interface ListedSession {
  readonly id: string;
  readonly dir: string;
  /** UTC, ISO 8601. */
  readonly started: string;
  /** Nanoseconds, up to now of one that runs; absent where nobody knows. */
  readonly duration?: number;
  readonly status: RecordedSession["status"];
  /** How go ended, as far as it did. */
  readonly exitCode?: number;
  readonly signal?: string;
  /** As one could type it; absent where we were killed before go started. So is `cwd`. */
  readonly command?: string;
  readonly cwd?: string;
  /** Processes that have left a trace. */
  readonly processes: number;
  readonly bytes: number;
}

/** The recorded sessions, newest first. */
export async function sessions(host: Host): Promise<ListedSession[]> {
  const listed: ListedSession[] = [];
  for (const session of await recordedSessions(host)) listed.push(await describe(host, session));
  return listed;
}

async function describe(host: Host, session: RecordedSession): Promise<ListedSession> {
  const { id, dir, started, status, record } = session;
  const files = await host.listTree(dir).catch(() => []); // somebody else may remove it just now
  const duration = durationOf(host, session);
  return {
    ...{ id, dir, started: started.toISOString() },
    ...(duration !== undefined && { duration }),
    status,
    ...(record?.exitCode !== undefined && { exitCode: record.exitCode }),
    ...(record?.signal !== undefined && { signal: record.signal }),
    ...(record && { command: typed(record.command), cwd: record.cwd }),
    processes: files.filter(({ path }) => /^proc\/[^/]*\.span$/.test(path)).length,
    bytes: files.reduce((sum, { size }) => sum + size, 0),
  };
}

const typed = ([file = "", ...args]: readonly string[]): string => commandLine({ file, args });

function durationOf(host: Host, { started, status, record }: RecordedSession): number | undefined {
  if (record?.end) return Number(BigInt(record.end.mono0) - BigInt(record.start.mono1));
  return status === "running" ? 1e6 * (host.now().getTime() - started.getTime()) : undefined;
}

export interface KeptSessions {
  readonly removed: readonly { readonly id: string; readonly bytes: number }[];
  /** Those beyond the newest that run and so had to stay. */
  readonly running: readonly string[];
}

/** Removes all sessions but the newest `count` and those that run. */
export async function keepSessions(host: Host, count: number): Promise<KeptSessions> {
  const old = (await sessions(host)).slice(count);
  const ended = old.filter(({ status }) => status !== "running");
  const removed = await removeSessions(
    host,
    ended.map(({ id }) => id),
  );
  return {
    removed: ended.filter(({ id }) => removed.has(id)).map(({ id, bytes }) => ({ id, bytes })),
    running: old.filter(({ status }) => status === "running").map(({ id }) => id),
  };
}
