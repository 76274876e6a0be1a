import { join } from "node:path";
import type { Host } from "../host/host.ts";
import { sessionIds } from "./find-session.ts";
import { type SessionRecord, sessionsDir } from "./session.ts";
import { readSessionRecord } from "./session-record.ts";

/** A session as it lies on the disk. */
export interface RecordedSession {
  readonly id: string;
  readonly dir: string;
  readonly started: Date;
  /** What the record says; `aborted` where it says that the session runs, and its process is dead. */
  readonly status: SessionRecord["status"] | "aborted";
  /** Absent in the moment before go starts, and for good where we were killed then. */
  readonly record?: SessionRecord;
}

/** All sessions, newest first. */
export async function recordedSessions(host: Host): Promise<RecordedSession[]> {
  const ids = await sessionIds(host);
  return Promise.all(ids.reverse().map((id) => recordedSession(host, id)));
}

async function recordedSession(host: Host, id: string): Promise<RecordedSession> {
  const dir = join(sessionsDir(host), id);
  const started = startOf(id);
  const record = await readSessionRecord(host, dir);
  const status = statusOf(host, started, record);
  return { id, dir, started, status, ...(record && { record }) };
}

/** Whether a session is known to run: its processes that have no end yet were not killed. */
export function isSessionRunning(
  host: Pick<Host, "isRunning">,
  record: Pick<SessionRecord, "status" | "process"> | undefined,
): boolean {
  return record?.status === "running" && host.isRunning(record.process) === true;
}

/** What `createSession` has written into the id. */
function startOf(id: string): Date {
  return new Date(id.replace(/^(....)(..)(..)T(..)(..)(..)(...)Z.*$/, "$1-$2-$3T$4:$5:$6.$7Z"));
}

/** A session of which nobody knows whether it runs is taken for aborted after this time. */
const abandonedMs = 24 * 3600 * 1000;

function statusOf(host: Host, started: Date, record?: SessionRecord): RecordedSession["status"] {
  if (record && record.status !== "running") return record.status;
  const runs = record && host.isRunning(record.process);
  const isYoung = host.now().getTime() - started.getTime() < abandonedMs;
  return (runs ?? isYoung) ? "running" : "aborted";
}
