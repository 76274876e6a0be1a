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
