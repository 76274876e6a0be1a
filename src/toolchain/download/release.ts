import { join } from "node:path";
import { checksumMismatch, releaseUnavailable, releaseUnverified } from "../../base/errors.ts";
import type { Progress } from "../../base/progress.ts";
import { redactText } from "../../base/redact.ts";
import { formatBytes } from "../../base/units.ts";
import type { Host } from "../../host/host.ts";
import { cacheLayout, moveInto, withScratch, writingToCache } from "../cache.ts";
import { parseChecksumDatabase, provenHash } from "./checksum-database.ts";
import { completeGoroot } from "./complete-goroot.ts";
import { unpackZip } from "./module-zip.ts";
import { noSuchRelease } from "./near-releases.ts";
import { firstAnswer, toolchainModule, versionsAt } from "./proxies.ts";
import { parseProxyList, type Source } from "./proxy-list.ts";
import { NoAnswer, Refused } from "./request.ts";
import { type Arrived, download } from "./resume.ts";
import type { ModuleSettings } from "./settings.ts";

/** A release as the module proxy has it. */
interface Wanted {
  /** `go1.24.3`. */
  readonly name: string;
  /** `v0.0.1-go1.24.3.linux-amd64`. */
  readonly version: string;
  readonly sources: readonly Source[];
}

/** The version of `golang.org/toolchain` that is a release for this machine. */
export const moduleVersion = (host: Host, name: string): string =>
  `v0.0.1-${name}.${host.goos}-${host.goarch}`;

/** Where a release lies once it is downloaded, as a GOROOT; it is there as a whole or not at all. */
export const releaseDir = (host: Host, name: string): string =>
  join(cacheLayout(host).releases, moduleVersion(host, name));

/**
 * Downloads a release from the module proxy, without any Go, into our own cache; gives its GOROOT. What the checksum database
 * has not vouched for is never unpacked where it could be used. One process at a time downloads a release; one that was killed leaves
 * what has come, and the next goes on there. Throws `release-unavailable`, `unknown-release`, `release-unverified`,
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
    const wanted = { name, version: moduleVersion(host, name), sources: sourcesOf(name, settings) };
    const hash = await wantedHash(host, wanted, settings.gosumdb, progress);
    await withScratch(host, (scratch) => getVerified(host, wanted, hash, scratch, progress));
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
async function wantedHash(host: Host, wanted: Wanted, gosumdb: string, progress: Progress): Promise<string> {
  const { name, version, sources } = wanted;
  progress.step(`asking the checksum database for ${name}`);
  try {
    const database = parseChecksumDatabase(gosumdb);
    const hash = await provenHash(host, database, sources, toolchainModule, version);
    progress.detail(`${database.verifier.name} has signed ${version} ${hash}`);
    return hash;
  } catch (error) {
    throw await explained(host, wanted, error, (cause) => releaseUnverified(name, { cause }));
  }
}

/**
 * Downloads, compares, publishes. What does not fit the hash is deleted; if it was put together from two tries, perhaps of two
 * proxies, it is downloaded once more from its beginning.
 */
async function getVerified(
  host: Host,
  wanted: Wanted,
  hash: string,
  scratch: string,
  progress: Progress,
): Promise<void> {
  const first = await getUnpacked(host, wanted, join(scratch, "first"), progress);
  const isFinal = first.hash === hash || !first.resumed;
  if (!isFinal) progress.step(`${wanted.name} was put together wrong: once more from its beginning`);
  if (first.hash !== hash) await host.remove(first.zip);
  const got = isFinal ? first : await getUnpacked(host, wanted, join(scratch, "second"), progress);
  if (got.hash !== hash) {
    await host.remove(got.zip);
    throw checksumMismatch(wanted.name, redactText(got.url), { wanted: hash, found: got.hash });
  }
  const goroot = join(got.folder, `${toolchainModule}@${wanted.version}`);
  await completeGoroot(host, goroot);
  await moveInto(host, goroot, releaseDir(host, wanted.name));
  await host.remove(got.zip);
}

/** A download, unpacked where nobody looks for releases. */
interface Unpacked {
  readonly zip: string;
  readonly url: string;
  readonly resumed: boolean;
  readonly folder: string;
  /** Of what was unpacked; where it could not be, the reason. */
  readonly hash: string;
}

async function getUnpacked(
  host: Host,
  wanted: Wanted,
  folder: string,
  progress: Progress,
): Promise<Unpacked> {
  const zip = join(cacheLayout(host).downloads, `${wanted.version}.zip`);
  progress.step(`downloading ${wanted.name}`);
  const { url, resumed } = await getZip(host, wanted, zip, progress);
  progress.step(`verifying and unpacking ${wanted.name}`);
  return { zip, url, resumed, folder, hash: await unpackZip(host, zip, folder).catch(asReason) };
}

/** What is no zip has no hash. Errors of the file system are none of the zip. */
function asReason(error: NodeJS.ErrnoException): string {
  if (error.code !== undefined) throw error;
  return `none: ${error.message}`;
}

async function getZip(
  host: Host,
  wanted: Wanted,
  zip: string,
  progress: Progress,
): Promise<{ readonly url: string; readonly resumed: boolean }> {
  try {
    return await firstAnswer(wanted.sources, async (source) => {
      const url = `${await versionsAt(host, source)}/${wanted.version}.zip`;
      progress.detail(redactText(url));
      return { url, ...(await download(host, url, zip, byTwentieths(progress))) };
    });
  } catch (error) {
    throw await explained(host, wanted, error, (cause) => releaseUnavailable(wanted.name, { cause }));
  }
}

/** Tells of a download often enough to be a sign of life. */
function byTwentieths(progress: Progress): (arrived: Arrived) => void {
  let told = -1;
  return ({ bytes, total }) => {
    const now = Math.floor(total ? (20 * bytes) / total : bytes / 4e6);
    if (now === told) return;
    told = now;
    progress.detail(`${formatBytes(bytes)}${total ? ` of ${formatBytes(total)}` : ""}`);
  };
}

/** What to throw for an error: a failure with a remedy, or the file system's own error. `otherwise` makes the rest of them. */
async function explained(
  host: Host,
  { name, sources }: Wanted,
  error: unknown,
  otherwise: (cause: unknown) => Error,
): Promise<Error> {
  if (error instanceof Refused && unknownTo.has(error.status))
    return noSuchRelease(host, name, sources, error);
  if (error instanceof Refused || error instanceof NoAnswer)
    return releaseUnavailable(name, { cause: error });
  const isOfFiles = (error as NodeJS.ErrnoException).code !== undefined;
  return isOfFiles ? (error as Error) : otherwise(error);
}

/** How proxies answer that have the module, but not this version. */
const unknownTo = new Set([403, 404, 410]);
