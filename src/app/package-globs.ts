import { resolve } from "node:path";
import { badUsage } from "../base/errors.ts";
import type { Host } from "../host/host.ts";
import { importPathOfFolder } from "../toolchain/import-path.ts";

/**
 * A list of globs for import paths, in which patterns of go are read as go reads them: folders (`.`, `./lib`, `/src/lib`)
 * stand for the packages in them, and `...` behind a path for all below, too. `folders`: what a relative one may be
 * relative to, the first in a module decides. Throws `bad-usage` for a folder in no module.
 */
export async function packageGlobs(
  host: Pick<Host, "stat" | "readFile">,
  list: string,
  folders: readonly string[],
): Promise<string> {
  const globs = [];
  for (const word of list.split(",")) {
    const [, not = "", path = "", below = ""] = /^(!?)(.*?)((?:^|\/)\.\.\.)?$/s.exec(word) ?? [];
    const own = isFolder(path) ? await importPath(host, path, folders) : path;
    globs.push(...(below === "" ? [own] : withBelow(own)).map((glob) => `${not}${glob}`));
  }
  return globs.join(",");
}

const isFolder = (path: string): boolean => /^(?:\.{0,2}\/|\.{1,2}$)/.test(path);

const withBelow = (path: string): string[] => (path === "" ? ["*"] : [path, `${path}/*`]);

async function importPath(
  host: Pick<Host, "stat" | "readFile">,
  path: string,
  folders: readonly string[],
): Promise<string> {
  for (const folder of folders) {
    const found = await importPathOfFolder(host, resolve(folder, path));
    if (found !== undefined) return found;
  }
  throw badUsage(`${path} is a folder in no module`, "Name the import path of the package.");
}
