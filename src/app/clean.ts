import { join } from "node:path";
import { noSuchToolchain } from "../base/errors.ts";
import type { Host } from "../host/host.ts";
import {
  cacheLayout,
  sweep,
  tracedCaches,
  unpublish,
  withScratch,
  writingToCache,
} from "../toolchain/cache.ts";
import { type ListedToolchain, list } from "./list.ts";

/** `unused`: toolchains that nobody has used for so many days. `all`: also build cache and downloaded releases. */
export type CleanChoice =
  | { readonly kind: "all" }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "unused"; readonly days: number };

export interface Cleaned {
  /** Names of toolchains, and of folders of the cache (`gocache`). */
  readonly removed: readonly { readonly name: string; readonly bytes: number }[];
  readonly kept: readonly { readonly name: string; readonly why: string }[];
}

/**
 * Removes toolchains from the cache, each in one step, and what killed builds have left. A toolchain that is being
 * built is not touched, nor the build cache under it. Throws `no-such-toolchain`.
 */
export function clean(host: Host, choice: CleanChoice): Promise<Cleaned> {
  return writingToCache(host, async () => {
    const chosen = await choose(host, choice);
    const builders = await sweep(host);
    const removed = await removeToolchains(host, chosen);
    if (choice.kind !== "all") return { removed, kept: [] };
    if (builders.length === 0) return { removed: [...removed, ...(await removeCaches(host))], kept: [] };
    return { removed, kept: sharedCaches.map((name) => ({ name, why: "another process builds with it" })) };
  });
}

async function choose(host: Host, choice: CleanChoice): Promise<ListedToolchain[]> {
  const listed = await list(host);
  if (choice.kind === "all") return listed;
  if (choice.kind === "unused") {
    const limit = host.now().getTime() - choice.days * 24 * 3600 * 1000;
    return listed.filter(({ lastUsed }) => Date.parse(lastUsed) < limit);
  }
  const found = listed.filter(({ name }) => name === choice.name);
  if (found.length > 0) return found;
  throw noSuchToolchain(
    choice.name,
    listed.map(({ name }) => name),
  );
}

async function removeToolchains(host: Host, chosen: readonly ListedToolchain[]): Promise<Cleaned["removed"]> {
  const removed: { name: string; bytes: number }[] = [];
  for (const { name, bytes } of chosen) {
    await withScratch(host, (scratch) => unpublish(host, name, scratch));
    await host.remove(join(cacheLayout(host).uses, name));
    let total = bytes;
    for (const dir of await tracedCaches(host, name)) total += await removeCounting(host, dir);
    removed.push({ name, bytes: total });
  }
  return removed;
}

/** Takes a folder away in one step. Gives the bytes that were in it. */
async function removeCounting(host: Host, dir: string): Promise<number> {
  if (!(await host.stat(dir))) return 0;
  const bytes = (await host.listTree(dir)).reduce((sum, file) => sum + file.size, 0);
  await withScratch(host, (scratch) => host.rename(dir, join(scratch, "gone")));
  return bytes;
}

/** What all builds share. */
const sharedCaches = [
  "gocache",
  "releases",
  "downloads",
  "gopath",
  "digests",
  "traced",
  "proof",
  "upgrades",
  "costs",
] as const;

async function removeCaches(host: Host): Promise<Cleaned["removed"]> {
  const removed: { name: string; bytes: number }[] = [];
  for (const name of sharedCaches) {
    const dir = cacheLayout(host)[name];
    if (await host.stat(dir)) removed.push({ name, bytes: await removeCounting(host, dir) });
  }
  return removed;
}
