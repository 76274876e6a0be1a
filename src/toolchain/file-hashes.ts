import { join } from "node:path";
import { fingerprint, sha256 } from "../base/fingerprint.ts";
import type { Host, TreeFile } from "../host/host.ts";

/** A file of a tree by its content. */
export interface FileHash {
  /** Below the root of the tree, with `/`. */
  readonly path: string;
  readonly sha256: string;
  /** Whether anybody may execute it. */
  readonly executable: boolean;
}

/** Reads files below `dir`, 64 at a time: those of a GOROOT are 270 MB in all. In the order given. */
export async function hashFiles(host: Host, dir: string, files: readonly TreeFile[]): Promise<FileHash[]> {
  const hashes: FileHash[] = [];
  for (let from = 0; from < files.length; from += 64) {
    const some = files.slice(from, from + 64);
    hashes.push(...(await Promise.all(some.map((file) => hashFile(host, dir, file)))));
  }
  return hashes;
}

async function hashFile(host: Host, dir: string, { path, mode }: TreeFile): Promise<FileHash> {
  const content = await host.readBytes(join(dir, path));
  return { path, sha256: sha256(content), executable: (mode & 0o111) !== 0 };
}

/** One digest of all of these files, by path, content and whether they are programs. */
export function treeDigest(files: readonly FileHash[]): string {
  const inputs = files.map(({ path, sha256, executable }) => [path, `${executable ? "x" : "-"}${sha256}`]);
  return fingerprint(Object.fromEntries(inputs));
}
