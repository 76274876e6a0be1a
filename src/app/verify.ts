import { join } from "node:path";
import type { Finding } from "../audit/finding.ts";
import { records, toolchainTree, treeOf } from "../audit/provenance/tree.ts";
import type { Found, Wanted } from "../audit/verification/evidence.ts";
import { unverifiable, type Verification, verification } from "../audit/verification/verification.ts";
import { otherTraceinject } from "../base/errors.ts";
import type { Progress } from "../base/progress.ts";
import type { Host } from "../host/host.ts";
import { packageVersion } from "../host/package.ts";
import { toolchainName, withScratch, writingToCache } from "../toolchain/cache.ts";
import { hashFiles } from "../toolchain/file-hashes.ts";
import { fingerprintOf, stampOf } from "../toolchain/make.ts";
import { isProgram } from "../toolchain/make-all.ts";
import { patchedHashes } from "../toolchain/patched-files.ts";
import { rebuild } from "../toolchain/rebuild.ts";
import { recipeFor } from "../toolchain/releases.ts";
import type { Stamp } from "../toolchain/stamp.ts";
import { toolPath } from "../toolchain/tool-build.ts";
import type { BuildOptions } from "./build.ts";
import { factsOf } from "./records.ts";
import { findSources, type MadeFrom } from "./verify/sources.ts";
import { openSuspect, type Suspect } from "./verify/toolchain.ts";

export interface VerifyOptions extends Omit<BuildOptions, "force"> {
  /** A name that `list` shows, or a folder; where absent, what `build` makes of these options. */
  readonly toolchain?: string | undefined;
  /** Builds the tools once more, to compare their bytes. */
  readonly rebuild: boolean;
}

/**
 * Whether a toolchain is what it says: each file is compared with the Go and the patch set that it was made from, which
 * are the only things that are trusted. Throws where they are not at hand. Nothing is written but scratch files.
 */
export async function verify(host: Host, options: VerifyOptions, progress: Progress): Promise<Verification> {
  const suspect = await openSuspect(host, options.toolchain, options, progress);
  const { stamp } = suspect;
  if (stamp.traceinject !== packageVersion) throw otherTraceinject(stamp.traceinject, packageVersion);
  const contradiction = contradictionIn(stamp);
  if (contradiction) return unverifiable(toolchainName(stamp.base.version, stamp.fingerprint), contradiction);
  const sources = await findSources(host, stamp, options, progress);
  return verification({
    wanted: await wantedOf(host, stamp, sources),
    found: await lookAt(host, suspect, progress),
    rebuilt: options.rebuild
      ? { value: await rebuilt(host, sources, isFull(stamp), progress) }
      : { missing: "left out by --no-rebuild" },
  });
}

/** The fingerprint is a hash of other parts of the stamp. */
function contradictionIn({ fingerprint, base, patchSet, recipe }: Stamp): Finding | undefined {
  const own = fingerprintOf(base.digest, patchSet.fingerprint, recipe);
  if (own === fingerprint) return undefined;
  const message = `its fingerprint is ${fingerprint}, but base, patch set and recipe in it give ${own}`;
  return { check: "stamp", subject: records.stamp, message };
}

/** Whether it was made by make.bash, by its stamp, whose recipe the fingerprint vouches for. */
const isFull = ({ recipe }: Stamp): boolean => recipe.script !== undefined;

async function wantedOf(host: Host, found: Stamp, { base, baseFiles, set, plan }: MadeFrom): Promise<Wanted> {
  const identity = { digest: found.base.digest };
  const full = isFull(found);
  const programs = baseFiles.map(({ path }) => path).filter((path) => isProgram(path) && path in found.tools);
  const paths = full ? programs : set.tools.map((tool) => toolPath(host, tool));
  const tools = Object.fromEntries(paths.map((path) => [path, String(found.tools[path])]));
  const made = { recipe: recipeFor(base.version, full), tools, files: patchedHashes(plan) };
  const stamp = stampOf(host, { base, identity, set, full }, plan, made);
  const { goroot, origin } = found.base; // where it stood then is nobody's concern
  return {
    stamp: { ...stamp, base: { ...stamp.base, goroot, origin } },
    facts: await factsOf(host, stamp, set, baseFiles),
    tree: toolchainTree(baseFiles, tools, made.files),
  };
}

async function lookAt(host: Host, { dir, stamp }: Suspect, progress: Progress): Promise<Found> {
  progress.step(`reading ${dir}`);
  const files = await hashFiles(host, dir, await host.listTree(dir));
  const documents = new Map<string, string>();
  for (const path of [records.provenance, records.bom, records.audit])
    if (await host.stat(join(dir, path))) documents.set(path, await host.readFile(join(dir, path)));
  return { stamp, tree: treeOf(files), documents };
}

/** By the very steps of a build, in a folder that is gone afterwards. */
function rebuilt(host: Host, { base, plan, set }: MadeFrom, full: boolean, progress: Progress) {
  return writingToCache(host, () =>
    withScratch(host, async (scratch) => {
      const job = { base, plan, set, target: join(scratch, "goroot"), scratch, full };
      return (await rebuild(host, job, progress)).tools;
    }),
  );
}
