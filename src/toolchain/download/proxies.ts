import type { Host } from "../../host/host.ts";
import type { Source } from "./proxy-list.ts";
import { getText, Refused } from "./request.ts";

/** The module whose versions are the releases. */
export const toolchainModule = "golang.org/toolchain";

const isMissing = (error: unknown): boolean => error instanceof Refused && error.isMissing;

/**
 * Asks one source after another until one answers, as go does. Throws what a proxy said that failed, else that there is
 * no such thing, else what `direct` came to: a module that all proxies lack is missing, whether or not its origin can be reached.
 */
export async function firstAnswer<T>(
  sources: readonly Source[],
  ask: (source: Source) => Promise<T>,
): Promise<T> {
  const failures: { readonly kind: Source["kind"]; readonly error: unknown }[] = [];
  for (const source of sources) {
    try {
      return await ask(source);
    } catch (error) {
      failures.push({ kind: source.kind, error });
      if (!isMissing(error) && !(source.kind === "proxy" && source.next === "on-any-error")) break;
    }
  }
  const telling =
    failures.find(({ kind, error }) => kind === "proxy" && !isMissing(error)) ??
    failures.find(({ error }) => isMissing(error)) ??
    failures[0];
  throw telling?.error;
}

/** The folder of the versions of `toolchainModule` at a source; `direct` is where the module's own site says that it is. */
export async function versionsAt(host: Host, source: Source): Promise<string> {
  if (source.kind === "off") throw new Error("GOPROXY=off forbids to download modules");
  const base = source.kind === "direct" ? await originOf(host) : source.url;
  return `${base}/${toolchainModule}/@v`;
}

/** As `go help importpath` describes it: a `go-import` line whose version control is `mod` names a proxy. */
async function originOf(host: Host): Promise<string> {
  const page = await getText(host, `https://${toolchainModule}?go-get=1`);
  const [, url] =
    new RegExp(`<meta\\s+name="go-import"\\s+content="${toolchainModule}\\s+mod\\s+([^"\\s]+)"`).exec(page) ??
    [];
  if (url === undefined) throw new Error(`https://${toolchainModule} does not say where its versions are`);
  return url;
}
