import { basename, join, resolve } from "node:path";
import { badUsage } from "../../base/errors.ts";
import type { Host } from "../../host/host.ts";
import { actionGraphFile } from "../../toolchain/action-graph.ts";
import { findSession } from "../../toolchain/find-session.ts";
import { isSessionRunning } from "../../toolchain/recorded-session.ts";
import type { SessionRecord } from "../../toolchain/session.ts";
import { readSessionRecord } from "../../toolchain/session-record.ts";
import type { Anchor } from "../../trace/event.ts";
import { spanFilesIn, traceDir } from "../trace-files.ts";
import { recordedAnchors } from "./session-anchors.ts";

/** A file that is to be merged. */
export interface MergeInput {
  readonly path: string;
  /** A name that no other has. */
  readonly name: string;
  /** What span files are called together: the session that they came with. */
  readonly group: string;
  /** Both clocks at the begin and at the end of that session. */
  readonly session?: readonly Anchor[];
  /** What came through it, where it is a pipe, which can be read only once. */
  readonly content?: Uint8Array;
  /** Whether the session only says where it should be: another command may have written there since. */
  readonly isOutside?: true;
  /** Whether that session is known to be still running. */
  readonly isRunning?: boolean;
}

export interface MergeInputs {
  /** Each file once. */
  readonly files: readonly MergeInput[];
  /** Of the sessions that were named. */
  readonly sessions: readonly MergedSession[];
}

export interface MergedSession {
  readonly dir: string;
  readonly record: SessionRecord;
}

/** Sessions by id or folder, with all that belongs to them, and files; the latest session for none. Throws `bad-usage` and `no-session`. */
export async function mergeInputs(host: Host, names: readonly string[]): Promise<MergeInputs> {
  const files = new Map<string, MergeInput>();
  const sessions: MergedSession[] = [];
  for (const name of names.length > 0 ? names : ["latest"]) {
    const path = resolve(host.cwd, name);
    const single = await singleInput(host, path, name, files.get(path));
    const found = single ? { files: [single] } : await sessionInputs(host, name);
    if ("session" in found && found.session) sessions.push(found.session);
    for (const file of found.files) files.set(file.path, both(file, files.get(file.path)));
  }
  return { files: [...files.values()], sessions };
}

/**
 * A file, or a pipe, as `<(zcat a.trace.gz)` makes one; undefined for the name of a session. `before` is what has been read of
 * this path: a pipe that is named twice is empty the second time.
 */
async function singleInput(
  host: Host,
  path: string,
  name: string,
  before: MergeInput | undefined,
): Promise<MergeInput | undefined> {
  const kind = (await host.stat(path))?.kind;
  if (kind !== "file" && kind !== "other") return undefined;
  const content = kind === "other" && { content: before?.content ?? (await drain(host, path, name)) };
  return { path, name, group: ofNoSession, ...content };
}

/** The most that is held of what cannot be read twice; bytes. */
const mostPiped = 256 * 1024 * 1024;

async function drain(host: Host, path: string, name: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of host.readStream(path)) {
    size += chunk.length;
    if (size > mostPiped)
      throw badUsage(
        `${name} is no file, and gives more than can be held`,
        "Write it to a file, and name that.",
      );
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The span files that were named one by one. */
const ofNoSession = "span files";

/** A file may be named, and belong to a session: what the user names is meant, whenever it was written. */
function both(one: MergeInput, other: MergeInput = one): MergeInput {
  const { isOutside: _, ...named } = one.isOutside ? other : one;
  const session = one.session ?? other.session;
  return {
    ...named,
    ...(session && { session }),
    ...(one.isOutside && other.isOutside && { isOutside: true }),
  };
}

async function sessionInputs(
  host: Host,
  name: string,
): Promise<{ files: MergeInput[]; session?: MergedSession }> {
  const dir = await findSession(host, name);
  const group = basename(dir);
  const record = await readSessionRecord(host, dir);
  const session = record ? { session: recordedAnchors(record) } : {};
  const isRunning = isSessionRunning(host, record);
  const inside = (path: string, own: string): MergeInput => ({
    path,
    name: `${group}/${own}`,
    group,
    isRunning,
    ...session,
  });
  const spans = await spanFilesIn(host, await traceDir(host, dir));
  const files = spans.map((file) => inside(file.path, file.name));
  const graph = join(dir, actionGraphFile);
  if ((await host.stat(graph))?.kind === "file") files.push(inside(graph, actionGraphFile));
  for (const path of [record?.goTrace, record?.programTrace])
    if (path !== undefined) files.push({ path, name: path, group, ...session, isOutside: true });
  return { files, ...(record && { session: { dir, record } }) };
}
