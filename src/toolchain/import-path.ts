import { dirname, join, relative } from "node:path";
import type { Host } from "../host/host.ts";

type Reading = Pick<Host, "stat" | "readFile">;

/**
 * The import path of the package in a folder, as go names it by the nearest go.mod above; the packages of Go itself have
 * no module before theirs, so that the folder of all of them has none. Undefined outside of any module.
 */
export async function importPathOfFolder(host: Reading, folder: string): Promise<string | undefined> {
  for (let dir = folder; ; dir = dirname(dir)) {
    const module = await moduleIn(host, dir);
    const below = relative(dir, folder);
    if (module === "std") return below;
    if (module !== undefined) return join(module, below);
    if (dir === dirname(dir)) return undefined;
  }
}

/** The path after `module` in a folder's go.mod, which may stand in quotes. */
async function moduleIn(host: Reading, dir: string): Promise<string | undefined> {
  const path = join(dir, "go.mod");
  if ((await host.stat(path))?.kind !== "file") return undefined;
  const [, name] = /^[ \t]*module[ \t]+(\S+)/m.exec(await host.readFile(path)) ?? [];
  return name?.replace(/^(["`])(.*)\1$/, "$2");
}
