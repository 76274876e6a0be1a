import { join } from "node:path";
import { sha256 } from "../base/fingerprint.ts";
import type { Host, TreeFile } from "../host/host.ts";
import { cacheDir } from "./dirs.ts";
import { type FileHash, hashFiles, treeDigest } from "./file-hashes.ts";
import { type Goroot, gorootFiles } from "./goroot.ts";

/** A file changed this short ago could be changed again without a new time stamp (the clock of file systems ticks slowly). */
const settledNs = 2_000_000_000n;

/** What identifies the base of a toolchain. */
export interface Identity {
  readonly digest: string;
  /** The size of all files, in bytes. */
  readonly size: number;
}

/** The files of a GOROOT without their content. */
interface Listing {
  readonly files: readonly TreeFile[];
  /** Hash of path, size, times and mode of each file. */
  readonly hash: string;
}

/** What was found out about a GOROOT, with the listing under which it was. */
interface Remembered<T> {
  readonly goroot: string;
  readonly listing: string;
  readonly value: T;
}

/**
 * Identifies a GOROOT by the content of all its files: the tools are built from some of them, the user's programs
 * from others, and all are copied, so that an edit anywhere makes another toolchain. It does not depend on where the
 * GOROOT stands. To read 270 MB takes seconds, so the digest is remembered until the listing of the files changes.
 */
export async function identify(host: Host, { dir }: Goroot): Promise<Identity> {
  const listing = await list(host, dir);
  const size = listing.files.reduce((sum, file) => sum + file.size, 0);
  const find = async () => treeDigest(await rememberedHashes(host, dir, listing));
  return { digest: await remembering(host, dir, "digest", listing, find), size };
}

/** The hash of every file that counts for the identity of a GOROOT, sorted by path; remembered like its digest. */
export async function fileHashes(host: Host, { dir }: Goroot): Promise<readonly FileHash[]> {
  return rememberedHashes(host, dir, await list(host, dir));
}

async function list(host: Host, dir: string): Promise<Listing> {
  const files = await host.listTree(dir, gorootFiles);
  return { files, hash: sha256(files.map(listingLine).join("")) };
}

function listingLine({ path, size, mtimeNs, ctimeNs, mode }: TreeFile): string {
  return `${path}\0${size} ${mtimeNs} ${ctimeNs} ${mode}\n`;
}

function rememberedHashes(host: Host, dir: string, listing: Listing): Promise<readonly FileHash[]> {
  return remembering(host, dir, "files", listing, () => hashFiles(host, dir, listing.files));
}

/** What was found under this listing of the folder before; else finds it, and remembers. */
async function remembering<T>(
  host: Host,
  goroot: string,
  what: string,
  { files, hash }: Listing,
  find: () => Promise<T>,
): Promise<T> {
  const memory = join(cacheDir(host), "digests", `${sha256(goroot).slice(0, 16)}.${what}.json`);
  const remembered = await recall<T>(host, memory);
  if (remembered?.listing === hash) return remembered.value;
  const now: Remembered<T> = { goroot, listing: hash, value: await find() };
  // Where the cache is read-only or full, the next run reads the files again.
  if (isSettled(host, files)) await host.writeFile(memory, JSON.stringify(now)).catch(() => {});
  return now.value;
}

async function recall<T>(host: Host, memory: string): Promise<Remembered<T> | undefined> {
  try {
    return JSON.parse(await host.readFile(memory)) as Remembered<T>;
  } catch {
    return undefined; // absent, or cut off by a kill: it is taken again
  }
}

function isSettled(host: Host, files: readonly TreeFile[]): boolean {
  const limit = BigInt(host.now().getTime()) * 1_000_000n - settledNs;
  return files.every((file) => file.ctimeNs < limit);
}
