import { join } from "node:path";
import { sha256 } from "../base/fingerprint.ts";
import { parsedJson } from "../base/json.ts";
import type { Host, TreeFile } from "../host/host.ts";
import { cacheDir } from "./dirs.ts";

/** A file changed this short ago could be changed again without a new time stamp (the clock of file systems ticks slowly). */
const settledNs = 2_000_000_000n;

/** Files below a folder without their content. */
export interface Listing {
  readonly files: readonly TreeFile[];
  /** Hash of path, size, times and mode of each file. */
  readonly hash: string;
}

/** What was found out about the files of a folder, with the listing under which it was. */
interface Remembered<T> {
  readonly folder: string;
  readonly listing: string;
  readonly value: T;
}

export function listingOf(files: readonly TreeFile[]): Listing {
  return { files, hash: sha256(files.map(listingLine).join("")) };
}

function listingLine({ path, size, mtimeNs, ctimeNs, mode }: TreeFile): string {
  return `${path}\0${size} ${mtimeNs} ${ctimeNs} ${mode}\n`;
}

/** What was found under this listing of the folder before; else finds it, and remembers. `what` names it for good. */
export async function remembering<T>(
  host: Host,
  folder: string,
  what: string,
  { files, hash }: Listing,
  find: () => Promise<T>,
): Promise<T> {
  const memory = join(cacheDir(host), "digests", `${sha256(folder).slice(0, 16)}.${what}.json`);
  // Where there is none, or one that a kill has cut off, it is taken again.
  const remembered = parsedJson<Remembered<T>>(await host.readFile(memory).catch(() => ""));
  if (remembered?.listing === hash) return remembered.value;
  const now: Remembered<T> = { folder, listing: hash, value: await find() };
  // Where the cache is read-only or full, the next run reads the files again.
  if (isSettled(host, files)) await host.writeFile(memory, JSON.stringify(now)).catch(() => {});
  return now.value;
}

function isSettled(host: Host, files: readonly TreeFile[]): boolean {
  const limit = BigInt(host.now().getTime()) * 1_000_000n - settledNs;
  return files.every((file) => file.ctimeNs < limit);
}
