import { unknownRelease } from "../../base/errors.ts";
import { compareGoVersions, type GoVersion, parseGoVersion } from "../../base/version.ts";
import type { Host } from "../../host/host.ts";
import { firstAnswer, versionsAt } from "./proxies.ts";
import type { Source } from "./proxy-list.ts";
import { getText } from "./request.ts";

/** The failure for a release that no proxy has; names those near it where a proxy tells. */
export async function noSuchRelease(
  host: Host,
  name: string,
  sources: readonly Source[],
  cause: Error,
): Promise<Error> {
  const known = await knownReleases(host, sources).catch(() => []);
  const near = nearReleases(name, known);
  const hint = near.length > 0 ? `Near it are ${near.join(", ")}.` : "The module proxy does not have it.";
  return unknownRelease(name, hint, { cause });
}

/** A proxy lists versions like `v0.0.1-go1.24.3.linux-amd64`, in no order. */
async function knownReleases(host: Host, sources: readonly Source[]): Promise<readonly string[]> {
  const list = await firstAnswer(sources, async (source) =>
    getText(host, `${await versionsAt(host, source)}/list`),
  );
  const versions = list
    .split("\n")
    .map((line) => /^v0\.0\.1-(go.*)\.([a-z0-9]+-[a-z0-9]+)$/.exec(line.trim()));
  const ours = versions.filter((match) => match?.[2] === `${host.goos}-${host.goarch}`);
  return ours.map((match) => match?.[1] ?? "");
}

/** At most three: of the same language version those around it, else the newest of all; oldest first. */
export function nearReleases(name: string, known: readonly string[]): string[] {
  const wanted = parseGoVersion(name);
  const releases = known
    .map(parseGoVersion)
    .filter((one) => one !== undefined)
    .sort(compareGoVersions);
  const same = releases.filter(({ minor }) => minor === wanted?.minor);
  if (!wanted || same.length === 0) return textsOf(releases.slice(-3));
  const after = same.findIndex((one) => compareGoVersions(one, wanted) > 0);
  const at = after < 0 ? same.length : after;
  const from = Math.max(0, Math.min(at - 2, same.length - 3));
  return textsOf(same.slice(from, from + 3));
}

const textsOf = (versions: readonly GoVersion[]): string[] => versions.map(({ text }) => text);
