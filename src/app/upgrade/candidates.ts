import { compareGoVersions, type GoVersion, inRange, parseGoVersion } from "../../base/version.ts";
import type { Host } from "../../host/host.ts";
import type { Goroot, GorootChoice } from "../../toolchain/goroot.ts";
import { installedReleases } from "../../toolchain/installed.ts";
import { latestReleases, triedReleases } from "../../toolchain/releases.ts";

/** A release that is to be tried. */
export interface Candidate {
  readonly name: string;
  readonly choice: GorootChoice;
  /** How it was found, where that is known before. */
  readonly origin?: string;
  /** Nobody named it: where it cannot be had, that is no failure. */
  readonly optional: boolean;
}

/**
 * The releases that are named and, with `all`, every supported one that is installed; of a language version of which none is
 * installed, the latest that we know. In the order of their versions, each once. Without names and `all`: what the other options say.
 */
export async function candidatesOf(host: Host, names: readonly string[], all: boolean): Promise<Candidate[]> {
  const named = names.map((name): Candidate => ({ name, choice: { go: name }, optional: false }));
  if (!all) return named.length > 0 ? named : [{ name: "Go", choice: {}, optional: false }];
  const here = (await installedReleases(host)).filter(({ version }) => inRange(version, triedReleases));
  const langs = new Set(here.map(({ version }) => version.lang));
  const latest = latestReleases.filter((name) => !langs.has(parseGoVersion(name)?.lang ?? ""));
  const fetched = latest.map((name): Candidate => ({ name, choice: { go: name }, optional: true }));
  const once = new Map<string, Candidate>();
  for (const one of [...here.map((one) => installed(one, names)), ...named, ...fetched])
    if (!once.has(one.name)) once.set(one.name, one);
  return [...once.values()].sort(byVersion);
}

const installed = ({ dir, version, origin }: Goroot, named: readonly string[]): Candidate => ({
  name: version.text,
  choice: { goroot: dir },
  origin,
  optional: !named.includes(version.text),
});

function byVersion(a: Candidate, b: Candidate): number {
  const [x, y] = [a, b].map(({ name }) => parseGoVersion(name)) as [GoVersion?, GoVersion?];
  return x && y ? compareGoVersions(x, y) : Number(x === undefined) - Number(y === undefined);
}
