import { join } from "node:path";
import { checksumMismatch, releaseUnavailable, releaseUnverified } from "../../base/errors.ts";
import type { Progress } from "../../base/progress.ts";
import { redactText } from "../../base/redact.ts";
import type { Host } from "../../host/host.ts";
import { cacheLayout, moveInto, withScratch, writingToCache } from "../cache.ts";
import { parseChecksumDatabase, provenHash } from "./checksum-database.ts";
import { completeGoroot } from "./complete-goroot.ts";
import { explained } from "./explained.ts";
import { toolchainModule } from "./proxies.ts";
import { parseProxyList, type Source } from "./proxy-list.ts";
import type { ModuleSettings } from "./settings.ts";
import { getUnpacked, type Wanted, type Zip } from "./zip-download.ts";

/** The version of `golang.org/toolchain` that is a release for this machine: `v0.0.1-go1.24.3.linux-amd64`. */
export const moduleVersion = (host: Host, name: string): string =>
  `v0.0.1-${name}.${host.goos}-${host.goarch}`;

/** Where a release lies once it is downloaded, as a GOROOT; it is there as a whole or not at all. */
export const releaseDir = (host: Host, name: string): string =>
  join(cacheLayout(host).releases, moduleVersion(host, name));

/**
 * Downloads a release from the module proxy, without any Go, into our own cache; gives its GOROOT. What the checksum database
 * has not vouched for is never where releases are looked for. One process at a time downloads a release; one that was killed
 * leaves what has come, and the next goes on there. Throws `release-unavailable`, `unknown-release`, `release-unverified`,
 * `checksum-mismatch`, `no-space` or `cache-not-writable`.
 */
export function downloadRelease(
  host: Host,
  name: string,
  settings: Pick<ModuleSettings, "goproxy" | "gosumdb">,
  progress: Progress,
): Promise<string> {
  const dir = releaseDir(host, name);
  const get = async (): Promise<string> => {
    if (await host.stat(dir)) return dir; // who held the lock before has got it
    const zip = { name, version: moduleVersion(host, name), sources: sourcesOf(name, settings) };
    const wanted = { ...zip, hash: await wantedHash(host, zip, settings.gosumdb, progress) };
    await withScratch(host, (scratch) => getVerified(host, wanted, dir, scratch, progress));
    return dir;
  };
  const lock = join(cacheLayout(host).locks, moduleVersion(host, name));
  const onWait = (): void => progress.step(`waiting for another process that downloads ${name}`);
  return writingToCache(host, () => host.withLock(lock, get, onWait));
}

function sourcesOf(name: string, { goproxy }: Pick<ModuleSettings, "goproxy">): readonly Source[] {
  try {
    return parseProxyList(goproxy);
  } catch (cause) {
    throw releaseUnavailable(name, { cause });
  }
}

/** The hash by the checksum database. Asked first: it is quick, and whatever it does not know need not be downloaded. */
async function wantedHash(host: Host, zip: Zip, gosumdb: string, progress: Progress): Promise<string> {
  const { name, version, sources } = zip;
  progress.step(`asking the checksum database for ${name}`);
  try {
    const database = parseChecksumDatabase(gosumdb);
    const hash = await provenHash(host, database, sources, toolchainModule, version);
    progress.detail(`${database.verifier.name} has signed ${version} ${hash}`);
    return hash;
  } catch (error) {
    throw await explained(host, zip, error, (cause) => releaseUnverified(name, { cause }));
  }
}

/** Publishes what fits the hash, and throws otherwise. What is of two tries, perhaps of two proxies, gets a second chance. */
async function getVerified(
  host: Host,
  wanted: Wanted,
  dir: string,
  scratch: string,
  progress: Progress,
): Promise<void> {
  const { name, version, hash } = wanted;
  let got = await getUnpacked(host, wanted, join(scratch, "first"), progress);
  if (got.hash !== hash && got.resumed)
    got = await getUnpacked(host, wanted, join(scratch, "second"), progress);
  if (got.hash !== hash) throw checksumMismatch(name, redactText(got.url), { wanted: hash, found: got.hash });
  const goroot = join(got.folder, `${toolchainModule}@${version}`);
  await completeGoroot(host, goroot);
  await moveInto(host, goroot, dir);
  await host.remove(got.file);
}
