import { basename } from "node:path";
import type { ProposalLeft } from "../../../audit/upgrade/report.ts";
import type { Progress } from "../../../base/progress.ts";
import type { Host } from "../../../host/host.ts";
import type { PatchSet } from "../../../patch/patch.ts";
import { classTitles, type ReleaseSources } from "../../../patch/repair/diagnosis.ts";
import { type RepairedPatch, repair } from "../../../patch/repair/repair.ts";
import type { GoParser } from "../../../syntax/tree.ts";
import type { Goroot } from "../../../toolchain/goroot.ts";
import { loadPatchSet } from "../../patch-set.ts";
import { loadParser } from "../../plan.ts";
import { newestFitting, sourcesOf } from "../../release-sources.ts";

/** A patch set with what its repair is made from. */
export interface Repairable {
  readonly dir: string;
  /** What ids of its changes begin with in reports: empty where it is the only set, else `mine/`. */
  readonly prefix: string;
  readonly set: PatchSet;
  readonly parser: GoParser;
  readonly to: ReleaseSources;
  readonly from: ReleaseSources | undefined;
}

/** What a repair of one set comes to. */
export interface SetRepair {
  readonly dir: string;
  readonly patches: readonly RepairedPatch[];
  /** Changes that got a variant, and all that still drift, by their ids in reports. */
  readonly repaired: readonly string[];
  readonly left: readonly ProposalLeft[];
  /** Those that still drift, by their ids in the set. */
  readonly drifting: ReadonlySet<string>;
}

/** Reads each set, the release that it shall fit, and the newest older one here that it fits. */
export async function repairables(
  host: Host,
  dirs: readonly string[],
  base: Goroot,
  progress: Progress,
): Promise<Repairable[]> {
  const sets: Repairable[] = [];
  for (const dir of dirs) {
    const prefix = dirs.length > 1 ? `${basename(dir)}/` : "";
    sets.push({ prefix, ...(await repairable(host, dir, base, progress)) });
  }
  return sets;
}

async function repairable(
  host: Host,
  dir: string,
  base: Goroot,
  progress: Progress,
): Promise<Omit<Repairable, "prefix">> {
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

/** The repair by these proposals only, by their ids in reports, or by all. */
export function repairSet(
  { dir, prefix, set, parser, to, from }: Repairable,
  only?: readonly string[],
): SetRepair {
  const own = only?.filter((id) => id.startsWith(prefix)).map((id) => id.slice(prefix.length));
  const { patches, left } = repair(parser, set, to, from, own && new Set(own));
  return {
    dir,
    patches,
    repaired: patches.flatMap(({ changes }) => changes).map((id) => prefix + id),
    left: left.map((one) => ({
      change: prefix + one.drift.change,
      why: [classTitles[one.class], ...one.evidence].join("; "),
    })),
    drifting: new Set(left.flatMap(({ drift }) => drift.change.split(" "))),
  };
}
