import { failureOf } from "../../../base/errors.ts";
import { compareGoVersions } from "../../../base/version.ts";
import type { Host } from "../../../host/host.ts";
import type { Goroot } from "../../../toolchain/goroot.ts";
import { installedReleases } from "../../../toolchain/installed.ts";
import { loadPatchSets, type PatchSetChoice } from "../../patch-set.ts";
import { planGoroot } from "../../plan.ts";

/** The releases on this machine that a choice of patch sets fits, by version, but for the one in `dir`. */
export async function fittingOthers(host: Host, choice: PatchSetChoice, dir: string): Promise<Goroot[]> {
  const others = (await installedReleases(host)).filter((one) => one.dir !== dir);
  others.sort((a, b) => compareGoVersions(a.version, b.version));
  return fitting(host, choice, others);
}

/** Those of the releases that the sets do not fit. */
export async function notFitting(
  host: Host,
  choice: PatchSetChoice,
  releases: readonly Goroot[],
): Promise<Goroot[]> {
  const fit = await fitting(host, choice, releases);
  return releases.filter((one) => !fit.includes(one));
}

/** What cannot be planned, for its files cannot be read or the set contradicts itself there, does not fit. */
async function fitting(host: Host, choice: PatchSetChoice, releases: readonly Goroot[]): Promise<Goroot[]> {
  const set = await loadPatchSets(host, choice);
  const found: Goroot[] = [];
  for (const one of releases) {
    const result = await planGoroot(host, one, set).catch((error: unknown) => {
      if (failureOf(error)) return undefined;
      throw error;
    });
    if (result?.kind === "plan") found.push(one);
  }
  return found;
}
