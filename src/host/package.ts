import { fileURLToPath } from "node:url";

/** Our own version, as in package.json: a constant, so that `--version` reads no file. */
export const packageVersion = "0.1.0";

/**
 * The folder of this package, where `patches/` lies: the one that holds the `src/` or `dist/` which this code runs
 * from. `moduleUrl` is the URL of a file in it.
 */
export function packageRoot(moduleUrl: string = import.meta.url): string {
  const path = fileURLToPath(moduleUrl);
  const root = /^(.*)[/\\](?:src|dist)[/\\]/.exec(path)?.[1];
  if (root === undefined) throw new Error(`${path} lies in neither src/ nor dist/ of traceinject`);
  return root;
}
