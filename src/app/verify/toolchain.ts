import { join, resolve } from "node:path";
import { noSuchToolchain, notInstrumented } from "../../base/errors.ts";
import type { Progress } from "../../base/progress.ts";
import type { Host } from "../../host/host.ts";
import { cacheLayout, published } from "../../toolchain/cache.ts";
import { findGoroot } from "../../toolchain/goroot.ts";
import { identify } from "../../toolchain/identity.ts";
import { outcomeOf } from "../../toolchain/make.ts";
import { readStamp, type Stamp } from "../../toolchain/stamp.ts";
import type { BuildOptions } from "../build.ts";
import { loadPatchSets } from "../patch-set.ts";

/** A toolchain as somebody has it. Its stamp has all its parts; what they say may be anything. */
export interface Suspect {
  readonly dir: string;
  readonly stamp: Stamp;
}

/**
 * Opens the toolchain `word`: a name that `list` shows, or a folder; where absent, the one that `build` makes.
 * Throws `no-such-toolchain` or `not-instrumented`.
 */
export async function openSuspect(
  host: Host,
  word: string | undefined,
  options: BuildOptions,
  progress: Progress,
): Promise<Suspect> {
  const dir = await folderOf(host, word ?? (await nameBuilt(host, options, progress)));
  const stamp = await readStamp(host, dir);
  if (!stamp) throw notInstrumented(dir, "it has no stamp, or one that cannot be read");
  if (!isWhole(stamp)) throw notInstrumented(dir, "parts of its stamp are missing");
  return { dir, stamp };
}

async function nameBuilt(host: Host, options: BuildOptions, progress: Progress): Promise<string> {
  const base = await findGoroot(host, options, progress);
  const set = await loadPatchSets(host, options);
  return outcomeOf({ base, set, identity: await identify(host, base) }).name;
}

async function folderOf(host: Host, word: string): Promise<string> {
  const places = [join(cacheLayout(host).toolchains, word), resolve(host.cwd, word)];
  for (const place of places) if ((await host.stat(place))?.kind === "dir") return place;
  throw noSuchToolchain(word, await published(host));
}

/** A stamp is JSON that anybody can edit. */
function isWhole(stamp: Partial<Stamp>): boolean {
  const { base, patchSet, recipe, tools, files } = stamp;
  const texts = [stamp.fingerprint, stamp.traceinject, base?.version, base?.digest, base?.goroot];
  const more = [patchSet?.name, patchSet?.fingerprint];
  const tables = [recipe, tools, files];
  return (
    [...texts, ...more].every((text) => typeof text === "string") &&
    tables.every((table) => typeof table === "object" && table !== null)
  );
}
