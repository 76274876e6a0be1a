import { join, relative } from "node:path";
import { archiveMismatch, badArchive, badUsage } from "../../base/errors.ts";
import { sha256 } from "../../base/fingerprint.ts";
import type { Progress } from "../../base/progress.ts";
import type { Host } from "../../host/host.ts";
import { cacheLayout, moveInto, withScratch, writingToCache } from "../cache.ts";
import { neutralDir } from "../go-command.ts";
import { completeGoroot } from "./complete-goroot.ts";
import { isOfDisk } from "./explained.ts";
import { isWithin, strayLink } from "./links.ts";
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
  const dir = join(cacheLayout(host).releases, `archive-${found}`);
  if (await host.stat(dir)) return dir;
  progress.step(`unpacking ${path}`);
  await writingToCache(host, () =>
    withScratch(host, async (scratch) => {
      const goroot = await unpack(host, path, scratch);
      if (sha256(await host.readBytes(path)) !== found)
        throw badArchive(path, "it changed while it was read");
      await completeGoroot(host, goroot);
      await moveInto(host, goroot, dir);
    }),
  );
  return dir;
}

/** Unpacks into `scratch`; gives the GOROOT there, by its real path. */
async function unpack(host: Host, path: string, scratch: string): Promise<string> {
  const magic = Buffer.from(await host.readRange(path, 0, 2)).toString("latin1");
  const unpacker = unpackers.get(magic);
  if (!unpacker) throw badArchive(path, "this is neither a zip nor a gzipped tar");
  await unpacker(host, path, scratch).catch(asBadArchive(path));
  const root = await host.realPath(scratch);
  const found = await gorootIn(host, root);
  if (found === undefined) throw badArchive(path, "there is no Go with its sources in it");
  const goroot = await host.realPath(found);
  const stray = isWithin(root, goroot) ? await strayLink(host, goroot) : found;
  if (stray === undefined) return goroot;
  throw badArchive(path, `${relative(root, stray)} is a link that leads out of the release, or nowhere`);
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
    throw isOfDisk(error) ? error : badArchive(path, error.message, { cause: error });
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
