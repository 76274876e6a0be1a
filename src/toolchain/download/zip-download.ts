import { join } from "node:path";
import { releaseUnavailable } from "../../base/errors.ts";
import type { Progress } from "../../base/progress.ts";
import { redactText } from "../../base/redact.ts";
import { formatBytes } from "../../base/units.ts";
import type { Host } from "../../host/host.ts";
import { cacheLayout } from "../cache.ts";
import { explained, isOfDisk } from "./explained.ts";
import { unpackZip } from "./module-zip.ts";
import { firstAnswer, versionsAt } from "./proxies.ts";
import type { Source } from "./proxy-list.ts";
import { type Arrived, download } from "./resume.ts";

/** The zip of a release, and who may have it. */
export interface Zip {
  /** `go1.24.3`. */
  readonly name: string;
  /** `v0.0.1-go1.24.3.linux-amd64`. */
  readonly version: string;
  readonly sources: readonly Source[];
}

export interface Wanted extends Zip {
  /** `h1:…`, of what is in it. */
  readonly hash: string;
}

/** A zip, unpacked where nobody looks for releases. */
export interface Unpacked {
  readonly file: string;
  readonly url: string;
  /** Part of it had come before. */
  readonly resumed: boolean;
  readonly folder: string;
  /** Of what was unpacked; where it could not be, the reason. */
  readonly hash: string;
}

/** Downloads a zip and unpacks it below `folder`. A zip that does not fit the wanted hash is deleted, so that nobody goes on with it. */
export async function getUnpacked(
  host: Host,
  wanted: Wanted,
  folder: string,
  progress: Progress,
): Promise<Unpacked> {
  const file = join(cacheLayout(host).downloads, `${wanted.version}.zip`);
  progress.step(`downloading ${wanted.name}`);
  const { url, resumed } = await getZip(host, wanted, file, progress);
  progress.step(`verifying and unpacking ${wanted.name}`);
  const hash = await unpackZip(host, file, folder).catch(asReason(host, file));
  if (hash !== wanted.hash) await host.remove(file);
  return { file, url, resumed, folder, hash };
}

/** For `catch`: what cannot be unpacked has no hash. It stays for another try only where it is the disk that must be mended. */
function asReason(host: Host, file: string): (error: Error) => Promise<string> {
  return async (error) => {
    if (!isOfDisk(error)) return `none: ${error.message}`;
    if (!ofRoomOrRights.has(error.code ?? "")) await host.remove(file);
    throw error;
  };
}

const ofRoomOrRights = new Set(["ENOSPC", "EDQUOT", "EACCES", "EPERM", "EROFS"]);

async function getZip(
  host: Host,
  zip: Zip,
  file: string,
  progress: Progress,
): Promise<{ readonly url: string; readonly resumed: boolean }> {
  try {
    return await firstAnswer(zip.sources, async (source) => {
      const url = `${await versionsAt(host, source)}/${zip.version}.zip`;
      progress.detail(redactText(url));
      return { url, ...(await download(host, url, file, byTwentieths(progress))) };
    });
  } catch (error) {
    throw await explained(host, zip, error, (cause) => releaseUnavailable(zip.name, { cause }));
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
