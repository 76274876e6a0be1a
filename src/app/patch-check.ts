import { failureOf, goNotFound, TraceinjectError } from "../base/errors.ts";
import type { Progress } from "../base/progress.ts";
import { compareGoVersions } from "../base/version.ts";
import type { Host } from "../host/host.ts";
import type { PatchSet } from "../patch/patch.ts";
import { repair } from "../patch/repair/repair.ts";
import type { PatchReport, PatchReports, UncheckedTree } from "../patch/report.ts";
import { installedReleases } from "../toolchain/installed.ts";
import { findSourceTree, type SourceTree } from "../toolchain/source-tree.ts";
import { type PatchOptions, type Planned, patchReport } from "./patch.ts";
import { loadPatchSets } from "./patch-set.ts";
import { loadParser, planGoroot } from "./plan.ts";
import { newestFitting, sourcesOf } from "./release-sources.ts";

export interface PatchCheckOptions extends Omit<PatchOptions, "goroot"> {
  /** Folders of source trees: releases, checkouts, forks. */
  readonly goroots?: readonly string[] | undefined;
  /** Every release on this machine, too. */
  readonly installed?: boolean | undefined;
}

/**
 * Plans the patch set on each tree, and explains what drifts by the newest older release that the set fits. Nothing is written.
 * What fails on one of several trees is in the report; on the only one it is thrown.
 * Throws `go-not-found` where every release on this machine is wanted and there is none.
 */
export async function checkPatches(
  host: Host,
  { goroots = [], installed = false, ...options }: PatchCheckOptions,
  progress: Progress,
): Promise<PatchReports> {
  const set = await loadPatchSets(host, options);
  const choices = await choicesOf(host, goroots, installed);
  const planned: Planned[] = [];
  const unchecked: UncheckedTree[] = [];
  for (const goroot of choices) {
    progress.step(`planning ${set.name} on ${goroot ?? "the Go at hand"}`);
    const result = await planTree(host, set, { ...options, goroot }, progress).catch((error: unknown) => {
      const failure = failureOf(error);
      if (failure && choices.length > 1) return failure;
      throw error;
    });
    if (!(result instanceof TraceinjectError)) planned.push(result);
    else
      unchecked.push({
        goroot: goroot ?? "",
        code: result.code,
        message: result.message,
        remedy: result.remedy,
      });
  }
  const sorted = planned.sort((a, b) => compareGoVersions(a.goroot.version, b.goroot.version));
  const releases: PatchReport[] = [];
  for (const one of sorted) releases.push(await explained(host, one, sorted, progress));
  return { patchSet: set.name, releases, unchecked };
}

/** The folders to look at; undefined for the Go that the other options name. */
async function choicesOf(
  host: Host,
  goroots: readonly string[],
  installed: boolean,
): Promise<(string | undefined)[]> {
  const found = installed ? (await installedReleases(host)).map(({ dir }) => dir) : [];
  const all = [...new Set([...goroots, ...found])];
  if (installed && all.length === 0) throw goNotFound("no release is installed on this machine");
  return all.length > 0 ? all : [undefined];
}

async function planTree(
  host: Host,
  set: PatchSet,
  options: PatchOptions,
  progress: Progress,
): Promise<Planned> {
  const goroot = await findSourceTree(host, options, progress);
  return { goroot, set, result: await planGoroot(host, goroot, set) };
}

/** The report of a tree, with what became of the places that the changes of a drifted one hold on to. */
export async function explained(
  host: Host,
  planned: Planned,
  others: readonly Planned[],
  progress: Progress,
): Promise<PatchReport> {
  const { goroot, set, result } = planned;
  if (result.kind === "plan") return patchReport(planned, result.plan);
  progress.step(`looking for what became of ${result.drift.length} places in ${goroot.version.text}`);
  const older = olderFitting(goroot, others) ?? (await newestFitting(host, set, goroot));
  const from = older && (await sourcesOf(host, set, older));
  const { repaired, left } = repair(await loadParser(host), set, await sourcesOf(host, set, goroot), from);
  const order = result.drift.map(({ change }) => change);
  return {
    release: goroot.version.text,
    goroot: goroot.dir,
    patchSet: set.name,
    changes: [],
    newFiles: [],
    drift: [...repaired, ...left].sort(
      (a, b) => order.indexOf(a.drift.change) - order.indexOf(b.drift.change),
    ),
    ...(from && { comparedWith: from.version.text }),
  };
}

/** Of the trees that were planned anyway, the newest older one that fits. */
function olderFitting({ version, dir }: SourceTree, others: readonly Planned[]): SourceTree | undefined {
  return others.findLast(
    ({ goroot, result }) =>
      result.kind === "plan" && goroot.dir !== dir && compareGoVersions(goroot.version, version) <= 0,
  )?.goroot;
}
