import { join } from "node:path";
import type { Host } from "../../host/host.ts";

/** Whether the real path `path` is the folder `root`, or below it. */
export const isWithin = (root: string, path: string): boolean => path === root || path.startsWith(`${root}/`);

/**
 * The first link below the folder `root` (a real path) that leads out of it, or nowhere; undefined where there is none. Then
 * what is done to files below `root` stays there, and it can be moved.
 */
export async function strayLink(host: Host, root: string, dir = root): Promise<string | undefined> {
  for (const { name, kind } of await host.readDir(dir)) {
    const path = join(dir, name);
    const real = await host.realPath(path).catch(() => undefined);
    if (real === undefined || !isWithin(root, real)) return path;
    const stray = kind === "dir" && real === path ? await strayLink(host, root, path) : undefined;
    if (stray !== undefined) return stray;
  }
  return undefined;
}
