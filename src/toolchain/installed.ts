import { join } from "node:path";
import type { Host } from "../host/host.ts";
import { cacheLayout } from "./cache.ts";
import { askUserSettings, findOnPath } from "./go-command.ts";
import { type Goroot, openGoroot } from "./goroot.ts";
import { ownModuleCache } from "./provide.ts";

/**
 * The Go releases on this machine that can be instrumented: the go on PATH, distributions' in /usr/lib/go-*, what the go
 * command keeps in the module cache, and what we downloaded ourselves. Each folder once; what cannot be opened is passed over.
 */
export async function installedReleases(host: Host): Promise<Goroot[]> {
  const opened = await Promise.all(
    (await candidates(host)).map(([dir, origin]) => openGoroot(host, dir, origin).catch(() => undefined)),
  );
  const found = opened.filter((goroot): goroot is Goroot => goroot !== undefined);
  return [...new Map(found.map((goroot) => [goroot.dir, goroot])).values()];
}

type Candidate = readonly [dir: string, origin: string];

async function candidates(host: Host): Promise<Candidate[]> {
  const go = await findOnPath(host, "go");
  const settings = go ? await askUserSettings(host, go, ["GOROOT", "GOMODCACHE"]) : undefined;
  const { GOROOT = "", GOMODCACHE = "" } = settings ?? {};
  const below = async (dir: string, pattern: RegExp, origin: string): Promise<Candidate[]> =>
    (await host.readDir(dir))
      .filter(({ name }) => pattern.test(name))
      .map(({ name }) => [join(dir, name), origin]);
  return [
    ...(GOROOT ? [[GOROOT, "go on PATH"] as const] : []),
    ...(await below("/usr/lib", /^go-1\.\d+$/, "distribution")),
    ...(GOMODCACHE ? await below(join(GOMODCACHE, "golang.org"), /^toolchain@/, "module cache") : []),
    ...(await below(cacheLayout(host).releases, /^v0\.0\.1-go/, "downloaded before")),
    ...(await below(join(ownModuleCache(host), "golang.org"), /^toolchain@/, "downloaded before")),
  ];
}
