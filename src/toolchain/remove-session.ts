import { join } from "node:path";
import type { Host } from "../host/host.ts";
import { sessionIds } from "./find-session.ts";
import { pointLatest, sessionsDir } from "./session.ts";

/** Marks what is about to be removed; no session's name begins so. */
const prefix = "removed-";

/**
 * Takes sessions away, each in one step; what a run that was killed has left of others goes, too. `latest` then leads to
 * the newest of those that are left. Gives the ids of those that nobody else had taken away before.
 */
export async function removeSessions(host: Host, ids: readonly string[]): Promise<Set<string>> {
  const taken = new Set<string>();
  for (const id of ids) if (await takeAway(host, id)) taken.add(id);
  await mendLatest(host);
  const dir = sessionsDir(host);
  for (const { name } of await host.readDir(dir))
    if (name.startsWith(prefix)) await host.remove(join(dir, name));
  return taken;
}

async function takeAway(host: Host, id: string): Promise<boolean> {
  const dir = sessionsDir(host);
  try {
    await host.rename(join(dir, id), join(dir, prefix + id));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}

/** Only where it leads nowhere: a session that has just begun has it. */
async function mendLatest(host: Host): Promise<void> {
  const latest = join(sessionsDir(host), "latest");
  if (await host.stat(latest)) return;
  const newest = (await sessionIds(host)).at(-1);
  if (newest === undefined) await host.remove(latest);
  else await pointLatest(host, newest);
}
