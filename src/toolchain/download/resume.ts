import { redactText } from "../../base/redact.ts";
import type { Host, WebAnswer } from "../../host/host.ts";
import { ask, getBytes, NoAnswer, Refused } from "./request.ts";

/** How far a download has come, in bytes; `total` where the server says it. */
export interface Arrived {
  readonly bytes: number;
  readonly total: number | undefined;
}

/** After so many breaks in which no more has come than ever before the server is given up. */
const patience = 3;

/** More bytes than any release's zip has (go1.20: 103 MB); a hostile proxy must not fill the disk. */
const longest = 1e9;

/** A server that sends more than any release has. The URL in the message is without its secrets. */
class TooLong extends Error {
  constructor(url: string) {
    super(`${redactText(url)}: it has more than ${longest / 1e9} GB, which no release has`);
  }
}

/**
 * Gets `url` into the file `path`; goes on where what is there ends, from an earlier run too. Gives whether anything was
 * there before. A break is mended by asking for the rest. Throws `Refused`, or `NoAnswer` when the server is given up: what has
 * come stays. Throws an `Error` where more comes than any release has, and the file system's own where that is full: nothing
 * stays. Whether it is what was wanted is for the caller to check.
 */
export async function download(
  host: Host,
  url: string,
  path: string,
  onArrival: (arrived: Arrived) => void,
): Promise<{ readonly resumed: boolean }> {
  if (url.startsWith("file:")) return copied(host, url, path);
  const atFirst = await sizeOf(host, path);
  let most = atFirst; // a server without ranges begins anew each time
  for (let breaks = 0; ; ) {
    try {
      await getRest(host, url, path, await sizeOf(host, path), onArrival);
      return { resumed: atFirst > 0 };
    } catch (error) {
      if (isHopeless(error)) await host.remove(path);
      if (!(error instanceof NoAnswer)) throw error;
      const size = await sizeOf(host, path);
      breaks = size > most ? 0 : breaks + 1;
      most = Math.max(most, size);
      if (breaks === patience) throw error;
    }
  }
}

/** Whether there will be no going on with what has come, which only takes room. */
function isHopeless(error: unknown): boolean {
  const { code = "" } = error as NodeJS.ErrnoException;
  return error instanceof TooLong || code === "ENOSPC" || code === "EDQUOT";
}

/** A mirror in a folder. */
async function copied(host: Host, url: string, path: string): Promise<{ readonly resumed: boolean }> {
  await host.writeFile(path, await getBytes(host, url));
  return { resumed: false };
}

async function getRest(
  host: Host,
  url: string,
  path: string,
  from: number,
  onArrival: (arrived: Arrived) => void,
): Promise<void> {
  const answer = await ask(host, url, from > 0 ? { range: `bytes=${from}-` } : {});
  const { status } = answer;
  if (status === 416 && from > 0) return afterTheEnd(host, url, path, from, answer, onArrival);
  if (status !== 200 && status !== 206) throw new Refused(url, status);
  const start = status === 206 ? from : 0; // 200: the server sends all of it, whatever it was asked for
  const total = totalOf(answer, start);
  if ((total ?? 0) > longest) throw new TooLong(url);
  const body = counted(answer.body, (bytes) => {
    if (start + bytes > longest) throw new TooLong(url);
    onArrival({ bytes: start + bytes, total });
  });
  await host.writeFile(path, body, { append: start > 0 });
}

/** What is there has no rest: it is whole, or the beginning of something else. */
async function afterTheEnd(
  host: Host,
  url: string,
  path: string,
  have: number,
  { headers }: WebAnswer,
  onArrival: (arrived: Arrived) => void,
): Promise<void> {
  if (headers["content-range"]?.trim() === `bytes */${have}`) return;
  await host.remove(path);
  await getRest(host, url, path, 0, onArrival);
}

function totalOf({ headers }: WebAnswer, start: number): number | undefined {
  const rest = Number(headers["content-length"] ?? Number.NaN);
  return Number.isSafeInteger(rest) ? start + rest : undefined;
}

async function* counted(
  body: AsyncIterable<Uint8Array>,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    yield chunk;
    onBytes(bytes);
  }
}

const sizeOf = async (host: Host, path: string): Promise<number> => (await host.stat(path))?.size ?? 0;
