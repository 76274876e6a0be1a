import { dirname, join } from "node:path";
import { cacheNotWritable, noSpace } from "../base/errors.ts";
import { sha256 } from "../base/fingerprint.ts";
import type { Progress } from "../base/progress.ts";
import { withoutExperiments } from "../base/version.ts";
import type { Host } from "../host/host.ts";
import { cacheDir } from "./dirs.ts";
import { type FileHash, hashFiles } from "./file-hashes.ts";
import { listingOf, remembering } from "./listing.ts";
import { type Recording, recordingSuffix } from "./recording.ts";
import { readStamp } from "./stamp.ts";
import type { Toolchain } from "./toolchain.ts";

/** The folders below the cache folder. All but `tmp` and `downloads` hold only whole things. */
export function cacheLayout(host: Host) {
  const root = cacheDir(host);
  const below = (name: string): string => join(root, name);
  return {
    root,
    /** Published toolchains, by name. */
    toolchains: below("toolchains"),
    /** GOCACHE of our own builds: makes the second build of a release cost half of the first. */
    gocache: below("gocache"),
    /** GOCACHEs of traced builds: one for each toolchain and each way of recording. */
    traced: below("traced"),
    /** Stock releases that were downloaded or unpacked, each a GOROOT. */
    releases: below("releases"),
    /** What has come of a download so far. */
    downloads: below("downloads"),
    /** Releases that a go command has downloaded for us. */
    gopath: below("gopath"),
    /** Work in progress, one folder a process. */
    tmp: below("tmp"),
    locks: below("locks"),
    /** Digests of GOROOTs, and hashes of the tools of toolchains. */
    digests: below("digests"),
    /** What stock compilers make, by release and configuration, for proofs. */
    proof: below("proof"),
    /** What releases came to that passed everything, by what decided it. */
    upgrades: below("upgrades"),
    /** What go's actions cost, by session, so that it can be told what a build cache spared. */
    costs: below("costs"),
    /** Empty files, by toolchain, written when it is used. */
    uses: below("uses"),
  };
}

/** The name of a toolchain: `go1.26.8-0123456789abcdef`. */
export function toolchainName(version: string, fingerprint: string): string {
  return `${withoutExperiments(version).replace(/\s.*/, "")}-${fingerprint.slice(0, 16)}`;
}

/**
 * The GOCACHE of builds traced so with the toolchain `name`: what is cached leaves no trace, so each way has its own.
 * Each GODEBUG has, too: go replays what tools have printed, so that one build with `gctrace=1` would be heard in all later.
 */
export function tracedCache(host: Host, name: string, recording: Recording, godebug = ""): string {
  const noisy = godebug && `-godebug-${sha256(godebug).slice(0, 8)}`;
  return join(cacheLayout(host).traced, name + recordingSuffix(recording) + noisy);
}

/** All of them that are there for the toolchain `name`. */
export async function tracedCaches(host: Host, name: string): Promise<string[]> {
  const { traced } = cacheLayout(host);
  if (!(await host.stat(traced))) return [];
  const names = (await host.readDir(traced)).map((entry) => entry.name);
  return names.filter((one) => one === name || one.startsWith(`${name}-`)).map((one) => join(traced, one));
}

/** The published toolchain of this name, if its stamp and its rebuilt tools are what they were. */
export async function lookUp(host: Host, name: string): Promise<Toolchain | undefined> {
  const goroot = join(cacheLayout(host).toolchains, name);
  const stamp = await readStamp(host, goroot);
  if (!stamp || toolchainName(stamp.base.version, stamp.fingerprint) !== name) return undefined;
  const hashes = await toolHashes(host, goroot, Object.keys(stamp.tools));
  if (!hashes?.every(({ path, sha256 }) => sha256 === stamp.tools[path])) return undefined;
  return { goroot, goBinary: join(goroot, "bin/go"), stamp, fresh: false };
}

/** Of these files by path below a GOROOT, read again only where one has changed since; undefined where one is missing. */
async function toolHashes(
  host: Host,
  goroot: string,
  paths: readonly string[],
): Promise<readonly FileHash[] | undefined> {
  const stats = await Promise.all(paths.map((path) => host.stat(join(goroot, path))));
  const files = paths.flatMap((path, i) => (stats[i] ? [{ path, ...stats[i] }] : []));
  if (files.length < paths.length) return undefined;
  return remembering(host, goroot, "tools", listingOf(files), () => hashFiles(host, goroot, files));
}

/** All published toolchains, sorted by name. */
export async function published(host: Host): Promise<string[]> {
  const { toolchains } = cacheLayout(host);
  const names: string[] = [];
  for (const { name } of await host.readDir(toolchains)) {
    if (await readStamp(host, join(toolchains, name))) names.push(name);
  }
  return names;
}

/** Notes that a toolchain is used now, for `clean --unused`; that must not fail where the cache is read-only. */
export async function noteUse(host: Host, name: string): Promise<void> {
  await host.writeFile(join(cacheLayout(host).uses, name), "").catch(() => {});
}

/** When a toolchain was last used, or built; milliseconds since 1970. */
export async function lastUse(host: Host, name: string): Promise<number> {
  const { uses, toolchains } = cacheLayout(host);
  const stat = (await host.stat(join(uses, name))) ?? (await host.stat(join(toolchains, name)));
  return Number((stat?.mtimeNs ?? 0n) / 1_000_000n);
}

/**
 * Runs `work` with an empty folder of its own, on the file system of the cache, that is gone afterwards, also after an
 * interrupt. After `kill -9` the next `sweep` removes it.
 */
export async function withScratch<T>(host: Host, work: (dir: string) => Promise<T>): Promise<T> {
  const dir = await host.tempDir(cacheLayout(host).tmp, scratchPrefix(host));
  const takeBack = host.onInterrupt(() => host.remove(dir));
  try {
    return await work(dir);
  } finally {
    await host.remove(dir);
    takeBack();
  }
}

/** Runs work that writes to the cache: full disks and missing rights become failures with a remedy. */
export async function writingToCache<T>(host: Host, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const { root } = cacheLayout(host);
    const { code = "" } = cause as NodeJS.ErrnoException;
    if (code === "ENOSPC" || code === "EDQUOT") throw noSpace(root, undefined, { cause });
    if (noRights.has(code)) throw cacheNotWritable(root, { cause });
    throw cause;
  }
}

const noRights = new Set(["EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST"]);

/** The owner's process id stands in the folder's name, so that there is no moment without it. */
const scratchPrefix = (host: Host): string => `${host.processId.replaceAll("/", "_")}-`;

/** `machine_pid_start-XXXXXX`; a machine's name may hold both `_` and `-`. */
function ownerOf(scratch: string): string | undefined {
  const [, machine, pid, start] = /^(.+)_(\d+)_(\d*)-[^-]*$/.exec(scratch) ?? [];
  return machine && `${machine}/${pid}/${start}`;
}

/** A folder of another machine on a shared disk is taken for a leftover after this time. */
const abandonedMs = 24 * 3600 * 1000;

/** Removes the scratch folders of processes that are dead; gives the names of those that are not. */
export async function sweep(host: Host): Promise<string[]> {
  const { tmp } = cacheLayout(host);
  const alive: string[] = [];
  for (const { name } of await host.readDir(tmp)) {
    if (await isOwned(host, name)) alive.push(name);
    else await host.remove(join(tmp, name));
  }
  return alive;
}

async function isOwned(host: Host, scratch: string): Promise<boolean> {
  const owner = ownerOf(scratch);
  const running = owner === undefined ? false : host.isRunning(owner);
  if (running !== undefined) return running;
  const stat = await host.stat(join(cacheLayout(host).tmp, scratch));
  const age = host.now().getTime() - Number((stat?.mtimeNs ?? 0n) / 1_000_000n);
  return age < abandonedMs;
}

/**
 * Publishes the finished folder `from` under `name`: it is there as a whole or not at all. One that stands there
 * already is replaced. Gives the folder that it has now.
 */
export async function publish(host: Host, from: string, name: string, scratch: string): Promise<string> {
  const target = join(cacheLayout(host).toolchains, name);
  await unpublish(host, name, scratch);
  await moveInto(host, from, target);
  return target;
}

/**
 * Gives the finished folder `from` the name `target` in one step. If somebody who took us for dead was faster, then theirs
 * stays: it is the same, made from the same inputs.
 */
export async function moveInto(host: Host, from: string, target: string): Promise<void> {
  await host.makeDir(dirname(target));
  await host.rename(from, target).catch(unless("ENOTEMPTY", "EEXIST"));
}

/**
 * Takes a toolchain away in one step, into `scratch`, where its files can be removed at leisure. Gives whether there was
 * one.
 */
export async function unpublish(host: Host, name: string, scratch: string): Promise<boolean> {
  const target = join(cacheLayout(host).toolchains, name);
  const isThere = (await host.stat(target)) !== undefined;
  await host.rename(target, join(scratch, `${name}.old`)).catch(unless("ENOENT"));
  return isThere;
}

/** For `catch`: passes over errors with these codes. */
function unless(...codes: readonly string[]): (error: unknown) => void {
  return (error) => {
    if (!codes.includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  };
}

/** One process at a time builds or removes the toolchain `name`; the others wait. */
export function withToolchainLock<T>(
  host: Host,
  name: string,
  work: () => Promise<T>,
  progress: Progress,
): Promise<T> {
  const lock = join(cacheLayout(host).locks, name);
  return host.withLock(lock, work, () => progress.step(`waiting for another process that builds ${name}`));
}
