import { basename, join, resolve } from "node:path";
import type { Host } from "../../host/host.ts";
import { actionGraphFile } from "../../toolchain/action-graph.ts";
import { findSession } from "../../toolchain/find-session.ts";
import { recordedAnchors, type SessionRecord } from "../../toolchain/session.ts";
import { readSessionRecord } from "../../toolchain/session-record.ts";
import type { Anchor } from "../../trace/event.ts";
import { anySpanFilesIn, traceDir } from "../trace-files.ts";

/** A file that is to be merged. */
export interface MergeInput {
  readonly path: string;
  /** A name that no other has. */
  readonly name: string;
  /** The session that it came with, or the file itself. */
  readonly group: string;
  /** Both clocks at the begin and at the end of that session. */
  readonly session?: readonly Anchor[];
  /** Whether the session only says where it should be: another command may have written there since. */
  readonly isOutside?: true;
}

export interface MergeInputs {
  readonly files: readonly MergeInput[];
  /** Of the sessions that were named. */
  readonly records: readonly SessionRecord[];
}

/** Sessions by id or folder, with all that belongs to them, and files; the latest session for none. Throws `no-session`. */
export async function mergeInputs(host: Host, names: readonly string[]): Promise<MergeInputs> {
  const files = new Map<string, MergeInput>();
  const records: SessionRecord[] = [];
  for (const name of names.length > 0 ? names : ["latest"]) {
    const path = resolve(host.cwd, name);
    const isFile = (await host.stat(path))?.kind === "file";
    const found = isFile
      ? { files: [{ path, name, group: basename(name) }] }
      : await sessionInputs(host, name);
    if ("record" in found) records.push(found.record);
    for (const file of found.files) if (!files.has(file.path) || isFile) files.set(file.path, file);
  }
  return { files: [...files.values()], records };
}

async function sessionInputs(
  host: Host,
  name: string,
): Promise<{ files: MergeInput[]; record?: SessionRecord }> {
  const dir = await findSession(host, name);
  const group = basename(dir);
  const record = await readSessionRecord(host, dir);
  const session = record ? { session: recordedAnchors(record) } : {};
  const inside = (path: string, own: string): MergeInput => ({
    path,
    name: `${group}/${own}`,
    group,
    ...session,
  });
  const spans = await anySpanFilesIn(host, await traceDir(host, dir));
  const files = spans.map((file) => inside(file.path, file.name));
  const graph = join(dir, actionGraphFile);
  if ((await host.stat(graph))?.kind === "file") files.push(inside(graph, actionGraphFile));
  for (const path of [record?.goTrace, record?.programTrace])
    if (path !== undefined)
      files.push({ path, name: path, group: basename(path), ...session, isOutside: true });
  return { files, ...(record && { record }) };
}
