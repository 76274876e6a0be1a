import type { Host } from "../host/host.ts";
import { findSession, sessionIds } from "../toolchain/find-session.ts";
import { commandLine } from "../toolchain/go-command.ts";
import { recordedSessions } from "../toolchain/recorded-session.ts";
import { decodeSpanFile } from "../trace/decode/span.ts";
import { importPathOf, withoutVariant } from "../trace/event.ts";
import { readQuickActionGraph } from "./session-actions.ts";
import { spanFilesIn, traceDir } from "./trace-files.ts";

/** What a shell may offer while somebody types a command line. */
export interface RecordedName {
  readonly name: string;
  readonly meaning?: string;
}

/** Sessions by their ids, the newest first; with the command line of each where that can be shown. */
export async function sessionNames(host: Host, withMeaning: boolean): Promise<RecordedName[]> {
  if (!withMeaning) return (await sessionIds(host)).reverse().map((name) => ({ name }));
  return (await recordedSessions(host)).map(({ id, record }) => {
    const [file = "", ...args] = record?.command ?? [];
    return { name: id, ...(record && { meaning: commandLine({ file, args }) }) };
  });
}

/** The packages of a session without their test variants, by name: as go has named them, else those that were traced. */
export async function packageNames(host: Host, session = "latest"): Promise<RecordedName[]> {
  const dir = await findSession(host, session);
  const graph = await readQuickActionGraph(host, dir);
  const ofGo = (graph?.actions ?? []).flatMap(({ mode, package: path }) => (mode === "build" ? [path] : []));
  const names = new Set(ofGo.length > 0 ? ofGo : await tracedPackages(host, dir));
  return [...names].sort().map((name) => ({ name }));
}

/** Enough for the header of a span file; bytes. */
const headLength = 4096;

/** Somebody waits for it at his prompt. */
const mostFiles = 2000;

async function tracedPackages(host: Host, session: string): Promise<string[]> {
  const names: string[] = [];
  for (const { path } of (await spanFilesIn(host, await traceDir(host, session))).slice(0, mostFiles)) {
    const { header } = decodeSpanFile(await host.readRange(path, 0, headLength));
    if (header) names.push(withoutVariant(importPathOf(header)));
  }
  return names;
}
