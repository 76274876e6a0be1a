import { basename } from "node:path";
import type { ProposalLeft } from "../../../audit/upgrade/report.ts";
import type { Progress } from "../../../base/progress.ts";
import { compareGoVersions } from "../../../base/version.ts";
import type { Host } from "../../../host/host.ts";
import type { PatchSet } from "../../../patch/patch.ts";
import { packagesOf } from "../../../patch/plan.ts";
import { classTitles, type ReleaseSources } from "../../../patch/repair/diagnosis.ts";
import { type RepairedPatch, repair } from "../../../patch/repair/repair.ts";
import type { GoParser } from "../../../syntax/tree.ts";
import type { Goroot } from "../../../toolchain/goroot.ts";
import { installedReleases } from "../../../toolchain/installed.ts";
import { loadPatchSet } from "../../patch-set.ts";
import { loadParser, planGoroot, readPackages } from "../../plan.ts";

/** A patch set with what its repair is made from. */
export interface Repairable {
  readonly dir: string;
  readonly set: PatchSet;
  readonly parser: GoParser;
  readonly to: ReleaseSources;
  readonly from: ReleaseSources | undefined;
}

/** What a repair of one set comes to. */
export interface SetRepair {
  readonly dir: string;
  readonly patches: readonly RepairedPatch[];
  /** Ids of the changes that got a variant, and all that still drift. */
  readonly repaired: readonly string[];
  readonly left: readonly ProposalLeft[];
}

/** Reads the set in `dir`, the release that it shall fit, and the newest older one here that it fits. */
export async function repairable(
  host: Host,
  dir: string,
  base: Goroot,
  progress: Progress,
): Promise<Repairable> {
  const set = await loadPatchSet(host, dir);
  progress.step(`looking for a release that ${set.name} fits`);
  const older = await newestFitting(host, set, base);
  return {
    dir,
    set,
    parser: await loadParser(host),
    to: await sourcesOf(host, set, base),
    from: older && (await sourcesOf(host, set, older)),
  };
}

/** The repair by these proposals only, or by all. */
export function repairSet({ dir, set, parser, to, from }: Repairable, only?: ReadonlySet<string>): SetRepair {
  const { patches, left } = repair(parser, set, to, from, only);
  return {
    dir,
    patches,
    repaired: patches.flatMap(({ changes }) => changes),
    left: left.map((one) => ({
      change: one.drift.change,
      why: [classTitles[one.class], ...one.evidence].join("; "),
    })),
  };
}

async function newestFitting(host: Host, set: PatchSet, base: Goroot): Promise<Goroot | undefined> {
  const older = (await installedReleases(host))
    .filter(({ dir, version }) => dir !== base.dir && compareGoVersions(version, base.version) <= 0)
    .sort((a, b) => compareGoVersions(b.version, a.version));
  for (const one of older) if ((await planGoroot(host, one, set)).kind === "plan") return one;
  return undefined;
}

/** The packages that the set names and those beside them, to which code may have moved. */
async function sourcesOf(host: Host, set: PatchSet, { dir, version }: Goroot): Promise<ReleaseSources> {
  const named = packagesOf(set, version);
  const parents = [...new Set(named.map((path) => path.slice(0, -basename(path).length - 1)))];
  const beside = await Promise.all(
    parents.map(async (parent) => {
      const entries = await host.readDir(`${dir}/src/${parent}`);
      return entries.flatMap(({ name, kind }) => (kind === "dir" ? [`${parent}/${name}`] : []));
    }),
  );
  const packages = [...new Set([...named, ...beside.flat()])].sort();
  return { version, sources: await readPackages(host, dir, packages) };
}
