import { fileURLToPath } from "node:url";
import { redactText } from "../../base/redact.ts";
import type { Host, WebAnswer } from "../../host/host.ts";

/** A server's refusal. The URL in the message is without its secrets. */
export class Refused extends Error {
  constructor(
    url: string,
    readonly status: number,
    text = "",
  ) {
    super(`${redactText(url)}: ${status} ${text}`.trim());
  }

  /** The server has no such thing; this is when go asks the next proxy of a list. */
  get isMissing(): boolean {
    return this.status === 404 || this.status === 410;
  }
}

/** Nobody answered, or the answer broke off. */
export class NoAnswer extends Error {}

/** As `Host.fetch`; what goes wrong on the way, in the body too, is a `NoAnswer`. */
export async function ask(
  host: Host,
  url: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<WebAnswer> {
  const answer = await host.fetch(url, headers).catch(asNoAnswer);
  return { ...answer, body: guarded(answer.body) };
}

async function* guarded(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const chunks = body[Symbol.asyncIterator]();
  try {
    for (;;) {
      const { done, value } = await chunks.next().catch(asNoAnswer);
      if (done) return;
      yield value;
    }
  } finally {
    await chunks.return?.();
  }
}

function asNoAnswer(cause: unknown): never {
  throw new NoAnswer((cause as Error).message, { cause });
}

/** What is read whole: records, tiles, lists of versions. The longest, the list of releases, has 60 kB. */
const longest = 16e6;

/** The bytes at `url` (`https:`, `http:`, `file:`). Throws `Refused` or `NoAnswer`. */
export async function getBytes(host: Host, url: string): Promise<Uint8Array> {
  if (url.startsWith("file:")) return readFileUrl(host, url);
  const { status, body } = await ask(host, url);
  const bytes = await upTo(longest, body, url);
  if (status === 200) return bytes;
  throw new Refused(url, status, firstLine(bytes));
}

export async function getText(host: Host, url: string): Promise<string> {
  return Buffer.from(await getBytes(host, url)).toString();
}

/** A mirror in a folder that lacks a file is like a server that answers 404. */
async function readFileUrl(host: Host, url: string): Promise<Uint8Array> {
  const path = fileURLToPath(url);
  if ((await host.stat(path))?.kind !== "file") throw new Refused(url, 404, "no such file");
  return host.readBytes(path);
}

async function upTo(limit: number, body: AsyncIterable<Uint8Array>, url: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > limit) throw new NoAnswer(`${redactText(url)}: the answer is longer than ${limit} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const firstLine = (bytes: Uint8Array): string =>
  (Buffer.from(bytes).toString().split("\n")[0] ?? "").slice(0, 200);
