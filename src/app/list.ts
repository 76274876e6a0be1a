import { join } from "node:path";
import type { Host } from "../host/host.ts";
import { cacheLayout, lastUse, published } from "../toolchain/cache.ts";
import { readStamp, type Stamp } from "../toolchain/stamp.ts";

/** A published toolchain. */
export interface ListedToolchain {
  readonly name: string;
  readonly goroot: string;
  readonly goBinary: string;
  /** The release that it was made from: `go1.26.8`. */
  readonly version: string;
  /** Of several patch sets all names: `compile+mine`. */
  readonly patchSet: string;
  /** The GOROOT that it was made from, and whether that is still there. */
  readonly base: { readonly goroot: string; readonly present: boolean };
  readonly bytes: number;
  /** UTC, ISO 8601. */
  readonly lastUsed: string;
}

/** The instrumented toolchains in the cache, sorted by name. What is half done is not among them. */
export async function list(host: Host): Promise<ListedToolchain[]> {
  const listed: ListedToolchain[] = [];
  for (const name of await published(host)) {
    const goroot = join(cacheLayout(host).toolchains, name);
    const stamp = await readStamp(host, goroot);
    if (stamp) listed.push(await describe(host, name, goroot, stamp));
  }
  return listed;
}

async function describe(host: Host, name: string, goroot: string, stamp: Stamp): Promise<ListedToolchain> {
  const files = await host.listTree(goroot);
  return {
    name,
    goroot,
    goBinary: join(goroot, "bin/go"),
    version: stamp.base.version,
    patchSet: stamp.patchSet.name,
    base: { goroot: stamp.base.goroot, present: (await host.stat(stamp.base.goroot)) !== undefined },
    bytes: files.reduce((sum, file) => sum + file.size, 0),
    lastUsed: new Date(await lastUse(host, name)).toISOString(),
  };
}
