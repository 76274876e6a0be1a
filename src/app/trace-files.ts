import { basename, join, resolve } from "node:path";
import { noSession } from "../base/errors.ts";
import type { Host } from "../host/host.ts";
import { findSession } from "../toolchain/find-session.ts";
import { isSessionRunning } from "../toolchain/recorded-session.ts";
import { readSessionRecord } from "../toolchain/session-record.ts";
import { endingLength, endsWithExit } from "../trace/decode/ending.ts";
import { explainNoTraces } from "./no-traces.ts";

export interface TraceFile {
  readonly name: string;
  readonly path: string;
}

/** The folder in which a session's traces lie: `proc` in it, or the folder itself. Throws `no-session`. */
export async function traceDir(host: Pick<Host, "stat">, session: string): Promise<string> {
  const isDir = async (path: string): Promise<boolean> => (await host.stat(path))?.kind === "dir";
  if (!(await isDir(session))) throw noSession(`${session} is not a folder`);
  const proc = join(session, "proc");
  return (await isDir(proc)) ? proc : session;
}

/** The span files of a folder, by name. */
export async function spanFilesIn(host: Pick<Host, "readDir">, dir: string): Promise<TraceFile[]> {
  const entries = await host.readDir(dir);
  const files = entries.filter(({ kind, name }) => kind === "file" && name.endsWith(".span"));
  return files.map(({ name }) => ({ name, path: join(dir, name) }));
}

/** Whether its process has ended, by the last of its `size` bytes: it may have reserved room behind what it has written. */
export async function hasEnded(
  host: Pick<Host, "readRange">,
  { path }: TraceFile,
  size: number,
): Promise<boolean> {
  return endsWithExit(await host.readRange(path, Math.max(0, size - endingLength), endingLength));
}

/** What a user has named. */
export interface NamedTraces {
  /** The id of the session, if one was named. */
  readonly build?: string;
  /** The folder of the session, or of the span files; absent where those were named themselves. */
  readonly dir?: string;
  /** At least one. */
  readonly files: readonly TraceFile[];
  /** Whether the session is known to be still running. */
  readonly isRunning?: boolean;
}

/** One session by its id or folder, or span files by their paths. Throws `no-session` and `no-traces`. */
export async function namedTraces(host: Host, names: readonly string[]): Promise<NamedTraces> {
  const files = new Map(names.map((name) => [resolve(host.cwd, name), name]));
  const stats = await Promise.all([...files.keys()].map((path) => host.stat(path)));
  if (files.size > 0 && stats.every((stat) => stat?.kind === "file")) return { files: named(files) };
  if (files.size > 1) throw noSession("of several traces, each has to be a file");
  const session = await findSession(host, names[0]);
  const dir = await traceDir(host, session);
  const found = await spanFilesIn(host, dir);
  if (found.length === 0) throw await explainNoTraces(host, session);
  const isRunning = isSessionRunning(host, await readSessionRecord(host, session));
  return { ...(dir !== session && { build: basename(session) }), dir: session, files: found, isRunning };
}

/** Files by their own names, as far as these are different. */
function named(files: ReadonlyMap<string, string>): TraceFile[] {
  const all = [...files.keys()].map((path) => basename(path));
  const isOne = (name: string): boolean => all.indexOf(name) === all.lastIndexOf(name);
  return [...files].map(([path, given]) => ({ path, name: isOne(basename(path)) ? basename(path) : given }));
}
