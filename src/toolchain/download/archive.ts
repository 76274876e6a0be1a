import { join } from "node:path";
import { archiveMismatch, badArchive, badUsage, isSystemError } from "../../base/errors.ts";
import { sha256 } from "../../base/fingerprint.ts";
import type { Progress } from "../../base/progress.ts";
import type { Host } from "../../host/host.ts";
import { cacheLayout, moveInto, withScratch, writingToCache } from "../cache.ts";
import { neutralDir } from "../go-command.ts";
import { completeGoroot } from "./complete-goroot.ts";
import { unpackZip } from "./module-zip.ts";

/**
 * The GOROOT in an archive of a release (`.tar.gz`, `.zip`, or a module zip), unpacked once into our own cache, under its SHA-256; a
 * folder is itself. `hash` is the SHA-256 in hex that the archive must have, where it is known. Throws `bad-archive`,
 * `bad-usage`, `archive-mismatch`, `no-space` or `cache-not-writable`.
 */
export async function unpackArchive(
  host: Host,
  path: string,
  hash: string | undefined,
  progress: Progress,
): Promise<string> {
  const stat = await host.stat(path);
  if (!stat) throw badArchive(path, "there is no such file");
  if (stat.kind === "dir" && hash !== undefined)
    throw badUsage("--sha256 is of an archive; a folder has none");
  if (stat.kind === "dir") return path;
  progress.step(`reading ${path}`);
  const found = sha256(await host.readBytes(path));
  if (hash !== undefined && hash.toLowerCase() !== found)
    throw archiveMismatch(path, { wanted: hash, found });
  const dir = join(cacheLayout(host).releases, `archive-${found.slice(0, 16)}`);
  if (await host.stat(dir)) return dir;
  await writingToCache(host, () =>
    withScratch(host, (scratch) => unpack(host, path, dir, scratch, progress)),
  );
  return dir;
}

async function unpack(
  host: Host,
  path: string,
  dir: string,
  scratch: string,
  progress: Progress,
): Promise<void> {
  progress.step(`unpacking ${path}`);
  const magic = Buffer.from(await host.readRange(path, 0, 2)).toString("latin1");
  const unpacker = unpackers.get(magic);
  if (!unpacker) throw badArchive(path, "this is neither a zip nor a gzipped tar");
  await unpacker(host, path, scratch).catch(asBadArchive(path));
  const goroot = await gorootIn(host, scratch);
  if (goroot === undefined) throw badArchive(path, "there is no Go with its sources in it");
  await completeGoroot(host, goroot);
  await moveInto(host, goroot, dir);
}

/** By the first two bytes of a file. */
const unpackers = new Map<string, (host: Host, path: string, to: string) => Promise<unknown>>([
  ["PK", unpackZip],
  ["\x1f\x8b", untar],
]);

async function untar(host: Host, path: string, to: string): Promise<void> {
  const args = ["-xzf", path, "-C", to, "--no-same-owner"];
  const { exitCode, stderr } = await host.run({ file: "tar", args, cwd: neutralDir });
  if (exitCode !== 0) throw new Error(`tar: ${stderr.trim()}`);
}

/** For `catch`: what is wrong with the archive. */
function asBadArchive(path: string): (error: Error) => never {
  return (error) => {
    throw isSystemError(error) ? error : badArchive(path, error.message, { cause: error });
  };
}

/** `go` in an archive of go.dev, `golang.org/toolchain@…` in a module zip. */
async function gorootIn(host: Host, dir: string, depth = 2): Promise<string | undefined> {
  if ((await host.stat(join(dir, "bin/go"))) && (await host.stat(join(dir, "src")))) return dir;
  if (depth === 0) return undefined;
  for (const { name, kind } of await host.readDir(dir)) {
    const found = kind === "dir" ? await gorootIn(host, join(dir, name), depth - 1) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}
