import { join } from "node:path";
import { fromBufferPromise, type ZipFile } from "yauzl";
import { dirHash1, sha256 } from "../../base/fingerprint.ts";
import type { Host } from "../../host/host.ts";

/** More than any release has (go1.27: 220 MB); a hostile zip must not fill the disk. */
const largestRelease = 2e9;

/**
 * Unpacks a zip below the folder `to`; gives the `h1:` hash of what it has written, by name as in the zip. Throws an `Error` for what
 * is no whole zip, and for names that lead out of the folder.
 */
export async function unpackZip(host: Host, path: string, to: string): Promise<string> {
  const zip = await fromBufferPromise(Buffer.from(await host.readBytes(path)), { strictFileNames: true });
  const hashes: [name: string, sha256: string][] = [];
  let size = 0;
  for await (const entry of zip.eachEntry()) {
    size += entry.uncompressedSize;
    if (size > largestRelease) throw new Error(`unpacked it has more than ${largestRelease / 1e9} GB`);
    if (entry.fileName.endsWith("/")) continue;
    const bytes = await contentOf(zip, entry);
    hashes.push([entry.fileName, sha256(bytes)]);
    await host.writeFile(join(to, entry.fileName), bytes);
  }
  return `h1:${Buffer.from(dirHash1(hashes), "hex").toString("base64")}`;
}

async function contentOf(zip: ZipFile, entry: Parameters<ZipFile["openReadStream"]>[0]): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
