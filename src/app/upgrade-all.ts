import { type ReleaseUpgrade, type UpgradeReport, upgradeReport } from "../audit/upgrade/report.ts";
import { badUsage } from "../base/errors.ts";
import type { Progress } from "../base/progress.ts";
import type { Host } from "../host/host.ts";
import { type Candidate, candidatesOf } from "./upgrade/candidates.ts";
import { recall, recordFile, remember } from "./upgrade/records.ts";
import { upgradeRelease } from "./upgrade.ts";
import { type RepairOptions, repairRelease } from "./upgrade-repair.ts";

export interface UpgradeAllOptions extends RepairOptions {
  /** Names of releases, also patch releases and release candidates. */
  readonly releases: readonly string[];
  /** Every supported release that can be had, too. Then what passed before, of the same inputs, is taken from its record. */
  readonly all: boolean;
  /** Repairs what drifts. Throws `bad-usage` for more than one release. */
  readonly repair?: boolean | undefined;
}

/** Takes one release after the other through `upgradeRelease`. What has passed is kept at once, so that an interrupt loses one. */
export async function upgradeReleases(
  host: Host,
  { releases, all, ...options }: UpgradeAllOptions,
  progress: Progress,
): Promise<UpgradeReport> {
  if (options.repair && (all || releases.length > 1))
    throw badUsage("--repair is for one release", "Repair for the oldest release that drifts first.");
  const candidates = await candidatesOf(host, releases, all);
  const done: ReleaseUpgrade[] = [];
  const unavailable: { release: string; why: string }[] = [];
  for (const [index, candidate] of candidates.entries()) {
    const where = `${candidate.name} (${index + 1} of ${candidates.length})`;
    const own: Progress = {
      step: (text) => progress.step(`${where}: ${text}`),
      detail: (text) => progress.detail(text),
    };
    const upgrade = await upgradeCandidate(host, { ...options, ...candidate.choice }, candidate, all, own);
    const [first] = upgrade.steps;
    if (candidate.optional && first?.status === "failed")
      unavailable.push({ release: candidate.name, why: first.detail });
    else done.push(upgrade);
  }
  return upgradeReport(done, unavailable);
}

async function upgradeCandidate(
  host: Host,
  options: Omit<UpgradeAllOptions, "releases" | "all">,
  { name, origin }: Candidate,
  recalls: boolean,
  progress: Progress,
): Promise<ReleaseUpgrade> {
  const known = recalls ? await recalled(host, options, progress) : undefined;
  if (known) progress.step(`passed on ${known.date.slice(0, 10)}`);
  const take = options.repair ? repairRelease : upgradeRelease;
  const upgrade = known ?? (await take(host, options, progress));
  if (!known && !upgrade.repair) await remember(host, options, upgrade); // a repair is of another set than the options say
  return { ...upgrade, release: upgrade.release || name, origin: origin ?? upgrade.origin };
}

/** A release that cannot be had has no record: `upgradeRelease` says why. */
async function recalled(
  host: Host,
  options: RepairOptions,
  progress: Progress,
): Promise<ReleaseUpgrade | undefined> {
  const file = await recordFile(host, options, progress).catch(() => undefined);
  return file === undefined ? undefined : recall(host, file);
}
