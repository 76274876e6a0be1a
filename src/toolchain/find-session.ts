import { join, resolve } from "node:path";
import { noSession } from "../base/errors.ts";
import type { Host } from "../host/host.ts";
import { sessionsDir } from "./session.ts";

/** Ids of all sessions, oldest first. */
export async function sessionIds(host: Host): Promise<string[]> {
  const entries = await host.readDir(sessionsDir(host));
  return entries.filter(({ name, kind }) => kind === "dir" && idShape.test(name)).map(({ name }) => name);
}

const idShape = /^\d{8}T\d{9}Z-[0-9a-f]{6}$/;

/**
 * The folder of a session: the latest, or the one that `name` means by the begin or the end of its id (when no other
 * has it), or by the path of a folder. Throws `no-session`.
 */
export async function findSession(host: Host, name = "latest"): Promise<string> {
  const dir = sessionsDir(host);
  if (name === "latest") return host.realPath(join(dir, name)).catch(() => newest(host));
  const ids = await sessionIds(host);
  const [id, ...others] = ids.filter((id) => id.startsWith(name) || id.endsWith(name));
  if (id !== undefined && others.length === 0) return join(dir, id);
  const path = resolve(host.cwd, name);
  if ((await host.stat(path))?.kind === "dir") return path;
  throw noSession(
    id === undefined
      ? `no session is called ${name}`
      : `several sessions are called ${name}: ${[id, ...others].join(", ")}`,
  );
}

/** For when `latest` leads nowhere, because its session was removed. */
async function newest(host: Host): Promise<string> {
  const id = (await sessionIds(host)).at(-1);
  if (id === undefined) throw noSession("there is no session yet");
  return join(sessionsDir(host), id);
}
