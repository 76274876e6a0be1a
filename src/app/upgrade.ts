import { basename } from "node:path";
import {
  type PatchState,
  type ReleaseUpgrade,
  type UpgradeStepName,
  worst,
} from "../audit/upgrade/report.ts";
import type { Progress } from "../base/progress.ts";
import type { Host } from "../host/host.ts";
import type { PatchSet } from "../patch/patch.ts";
import { findGoroot, type Goroot } from "../toolchain/goroot.ts";
import { clean } from "./clean.ts";
import { loadPatchSets } from "./patch-set.ts";
import { auditStep, type Built, benchStep, buildStep, exitStep, proofStep } from "./upgrade/checks.ts";
import { type UpgradeOptions, usualSample } from "./upgrade/options.ts";
import { type Fitting, patchStep } from "./upgrade/patches.ts";
import { type Done, type Handed, readyValue, Steps } from "./upgrade/steps.ts";

export type { UpgradeOptions };

/**
 * Takes a release through everything that it must pass: get it, plan, build, exit-path test, audit, a proof on a sample, a short
 * bench. What a step finds or fails at stands in the report, and only what it makes senseless is left out. A toolchain
 * that has findings is withdrawn. Throws what reading the patch set throws.
 */
export async function upgradeRelease(
  host: Host,
  options: UpgradeOptions,
  progress: Progress,
): Promise<ReleaseUpgrade> {
  const begin = host.monotonic();
  const set = await loadPatchSets(host, options);
  const steps = new Steps(host);
  const { base, patches, built } = await makeToolchain(host, options, set, steps, progress);
  await runChecks(host, options, steps, built, progress);
  return {
    release: base?.version.text ?? options.go ?? options.goroot ?? options.from ?? "go",
    origin: base?.origin ?? "",
    platform: `${host.goos}/${host.goarch}`,
    patchSet: set.name,
    ...(await standing(host, readyValue(built), steps)),
    date: host.now().toISOString(),
    verdict: worst(steps.done.map(({ status }) => status)),
    patches,
    steps: steps.done,
    figures: steps.figures,
    seconds: Number(host.monotonic() - begin) / 1e9,
  };
}

/** The steps that need one another. */
async function makeToolchain(
  host: Host,
  options: UpgradeOptions,
  set: PatchSet,
  steps: Steps,
  progress: Progress,
) {
  const start: Handed<undefined> = { kind: "ready", value: undefined };
  const release = await steps.run("release", start, () => getRelease(host, options, progress));
  let patches: readonly PatchState[] = [];
  const fitting = await steps.run<Goroot, Fitting>("patches", release, (base) => {
    progress.step(`planning ${set.name} on ${base.version.text}`);
    return patchStep(host, base, set, (states) => (patches = states), progress);
  });
  const built = await steps.run("build", fitting, (one) => buildStep(host, options, one, progress));
  return { base: readyValue(release), patches, built };
}

async function getRelease(host: Host, options: UpgradeOptions, progress: Progress): Promise<Done<Goroot>> {
  const base = await findGoroot(host, options, progress);
  return { value: base, detail: `${base.version.text}, ${base.origin}` };
}

/** None of these needs another one; the bench comes last, when nothing of ours is still written. */
async function runChecks(
  host: Host,
  options: UpgradeOptions,
  steps: Steps,
  built: Handed<Built>,
  progress: Progress,
): Promise<void> {
  const { sample = usualSample } = options;
  await steps.run("exits", built, (one) => exitStep(host, one, progress));
  await steps.run("audit", built, () => auditStep(host, options, progress));
  await steps.run("proof", built, () => proofStep(host, options, sample, progress));
  await steps.run("bench", built, (one) => benchStep(host, one, progress));
}

/** The toolchain, unless something was found in it: then nobody must go on with it. */
async function standing(
  host: Host,
  built: Built | undefined,
  steps: Steps,
): Promise<Pick<ReleaseUpgrade, "toolchain">> {
  if (!built) return {};
  const { goroot } = built.toolchain;
  const judges: readonly UpgradeStepName[] = ["exits", "audit", "proof"];
  const name = basename(goroot);
  if (!judges.some((judge) => steps.status(judge) === "findings")) return { toolchain: name };
  await clean(host, { kind: "name", name });
  return {};
}
