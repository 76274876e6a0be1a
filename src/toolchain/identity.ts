import { join } from "node:path";
import { fingerprint, sha256 } from "../base/fingerprint.ts";
import type { Host, TreeFile } from "../host/host.ts";
import { cacheDir } from "./dirs.ts";
import { type Goroot, gorootFiles } from "./goroot.ts";

/** A digest of all files of a GOROOT, with the listing under which it was taken. */
interface Remembered {
  readonly goroot: string;
  /** Hash of path, size, times and mode of each file. */
  readonly listing: string;
  readonly digest: string;
}

/** A file changed this short ago could be changed again without a new time stamp (the clock of file systems ticks slowly). */
const settledNs = 2_000_000_000n;

/** What identifies the base of a toolchain. */
export interface Identity {
  readonly digest: string;
  /** The size of all files, in bytes. */
  readonly size: number;
}

/**
 * Identifies a GOROOT by the content of all its files: the tools are built from some of them, the user's programs
 * from others, and all are copied, so that an edit anywhere makes another toolchain. It does not depend on where the
 * GOROOT stands. To read 270 MB takes seconds, so the digest is remembered until the listing of the files changes.
 */
export async function identify(host: Host, goroot: Goroot): Promise<Identity> {
  const files = await host.listTree(goroot.dir, gorootFiles);
  const size = files.reduce((sum, file) => sum + file.size, 0);
  const listing = sha256(files.map(listingLine).join(""));
  const memory = join(cacheDir(host), "digests", `${sha256(goroot.dir).slice(0, 16)}.json`);
  const remembered = await recall(host, memory);
  if (remembered?.listing === listing) return { digest: remembered.digest, size };
  const digest = await digestFiles(host, goroot.dir, files);
  const now: Remembered = { goroot: goroot.dir, listing, digest };
  // Where the cache is read-only or full, the next run reads the files again.
  if (isSettled(host, files)) await host.writeFile(memory, JSON.stringify(now)).catch(() => {});
  return { digest, size };
}

function listingLine({ path, size, mtimeNs, ctimeNs, mode }: TreeFile): string {
  return `${path}\0${size} ${mtimeNs} ${ctimeNs} ${mode}\n`;
}

async function recall(host: Host, memory: string): Promise<Remembered | undefined> {
  try {
    return JSON.parse(await host.readFile(memory)) as Remembered;
  } catch {
    return undefined; // absent, or cut off by a kill: it is taken again
  }
}

function isSettled(host: Host, files: readonly TreeFile[]): boolean {
  const limit = BigInt(host.now().getTime()) * 1_000_000n - settledNs;
  return files.every((file) => file.ctimeNs < limit);
}

async function digestFiles(host: Host, dir: string, files: readonly TreeFile[]): Promise<string> {
  const inputs: Record<string, string> = {};
  for (let from = 0; from < files.length; from += 64) {
    const some = files.slice(from, from + 64);
    const hashes = await Promise.all(
      some.map(async ({ path }) => sha256(await host.readBytes(join(dir, path)))),
    );
    for (const [i, { path, mode }] of some.entries())
      inputs[path] = `${mode & 0o111 ? "x" : "-"}${hashes[i]}`;
  }
  return fingerprint(inputs);
}
