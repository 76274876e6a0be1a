import { redactText } from "../base/redact.ts";
import type { WebAnswer } from "./host.ts";

/** A server that says nothing for so long is given up. */
const silenceMs = 30_000;

/** See `Host.fetch`. */
export async function fetchUrl(
  url: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<WebAnswer> {
  const watch = watchSilence();
  try {
    const { address, authorization } = withoutUser(url);
    const all = { "accept-encoding": "identity", ...authorization, ...headers };
    const response = await fetch(address, { headers: all, signal: watch.signal });
    watch.heard();
    const body = watched(url, response.body ?? [], watch);
    return { status: response.status, headers: Object.fromEntries(response.headers), body };
  } catch (error) {
    watch.end();
    throw named(url, error);
  }
}

/** `fetch` refuses a URL with a name and a password: they belong into a header. */
function withoutUser(url: string): { address: URL; authorization: Record<string, string> } {
  const address = new URL(url);
  const { username, password } = address;
  if (username === "" && password === "") return { address, authorization: {} };
  address.username = "";
  address.password = "";
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { address, authorization: { authorization: `Basic ${Buffer.from(pair).toString("base64")}` } };
}

interface Watch {
  readonly signal: AbortSignal;
  heard(): void;
  end(): void;
}

function watchSilence(): Watch {
  const controller = new AbortController();
  const seconds = silenceMs / 1000;
  const giveUp = (): void => controller.abort(new Error(`nothing came for ${seconds} seconds`));
  const timer = setTimeout(giveUp, silenceMs);
  timer.unref(); // a body that nobody reads keeps no process alive
  return { signal: controller.signal, heard: () => timer.refresh(), end: () => clearTimeout(timer) };
}

async function* watched(
  url: string,
  body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  watch: Watch,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of body) {
      watch.heard();
      yield chunk;
    }
  } catch (error) {
    throw named(url, error);
  } finally {
    watch.end();
  }
}

/** `fetch` says "fetch failed", and why only in the cause. */
function named(url: string, error: unknown): Error {
  const { message, cause } = error as Error;
  const why = cause instanceof Error && cause.message !== "" ? cause.message : message;
  return new Error(`${redactText(url)}: ${why}`, { cause: error });
}
