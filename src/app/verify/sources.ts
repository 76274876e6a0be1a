import { baseNotFound, drifted, otherBase, otherPatchSet } from "../../base/errors.ts";
import type { Progress } from "../../base/progress.ts";
import type { Host } from "../../host/host.ts";
import { renderDrift } from "../../patch/drift.ts";
import type { PatchSet } from "../../patch/patch.ts";
import type { Plan } from "../../patch/plan.ts";
import { type FileHash, hashFiles, treeDigest } from "../../toolchain/file-hashes.ts";
import { findGoroot, type Goroot, gorootFiles, openGoroot } from "../../toolchain/goroot.ts";
import type { Stamp } from "../../toolchain/stamp.ts";
import type { BuildOptions } from "../build.ts";
import { loadPatchSets, patchSetDirs } from "../patch-set.ts";
import { planGoroot } from "../plan.ts";

/** What a toolchain was made from: the very Go and the very patch set, by their digests. */
export interface MadeFrom {
  readonly base: Goroot;
  readonly baseFiles: readonly FileHash[];
  readonly set: PatchSet;
  readonly plan: Plan;
}

/** Finds what a stamp names. Throws `base-not-found`, `other-base` or `other-patch-set` where something else is here. */
export async function findSources(
  host: Host,
  stamp: Stamp,
  options: BuildOptions,
  progress: Progress,
): Promise<MadeFrom> {
  const set = await findPatchSet(host, stamp, options);
  const base = await findBase(host, stamp, options, progress);
  progress.step(`reading ${base.version.text} in ${base.dir}`);
  // Read, not remembered: a verification trusts no cache.
  const baseFiles = await hashFiles(host, base.dir, await host.listTree(base.dir, gorootFiles));
  if (treeDigest(baseFiles) !== stamp.base.digest) throw otherBase(base.dir, stamp.base.version);
  const result = await planGoroot(host, base, set);
  if (result.kind === "drift") throw drifted(base.version.text, renderDrift(result.drift));
  return { base, baseFiles, set, plan: result.plan };
}

async function findPatchSet(host: Host, { patchSet }: Stamp, options: BuildOptions): Promise<PatchSet> {
  const set = await loadPatchSets(host, options);
  const dirs = patchSetDirs(host, options).join(" and ");
  if (set.fingerprint !== patchSet.fingerprint)
    throw otherPatchSet(dirs, patchSet.name, patchSet.fingerprint);
  return { ...set, name: patchSet.name }; // named after its folder, which may be called otherwise here
}

async function findBase(
  host: Host,
  { base }: Stamp,
  options: BuildOptions,
  progress: Progress,
): Promise<Goroot> {
  const isNamed = options.go !== undefined || options.goroot !== undefined;
  if (isNamed) return findGoroot(host, options, progress);
  if (!(await host.stat(base.goroot))) throw baseNotFound(base.version, base.goroot);
  return openGoroot(host, base.goroot, "the stamp");
}
