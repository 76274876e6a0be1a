import type { Host } from "../host/host.ts";
import { type FileHash, hashFiles, treeDigest } from "./file-hashes.ts";
import { type Goroot, gorootFiles } from "./goroot.ts";
import { type Listing, listingOf, remembering } from "./listing.ts";

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
  return listingOf(await host.listTree(dir, gorootFiles));
}

function rememberedHashes(host: Host, dir: string, listing: Listing): Promise<readonly FileHash[]> {
  return remembering(host, dir, "files", listing, () => hashFiles(host, dir, listing.files));
}
