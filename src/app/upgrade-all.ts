import { type ReleaseUpgrade, type UpgradeReport, upgradeReport } from "../audit/upgrade/report.ts";
import { badUsage } from "../base/errors.ts";
import type { Progress } from "../base/progress.ts";
import type { Host } from "../host/host.ts";
import { candidatesOf } from "./upgrade/candidates.ts";
import type { UpgradeOptions } from "./upgrade/options.ts";
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
    const where = `${candidate.name} (${index + 1} of ${candidates.length}): `;
    const own: Progress = {
      step: (text) => progress.step(candidates.length > 1 ? where + text : text),
      detail: (text) => progress.detail(text),
    };
    const choice = { ...options, ...candidate.choice };
    const upgrade = options.repair
      ? await repairRelease(host, choice, own) // of another set than the options say: no record
      : await upgradeRecorded(host, choice, all, own);
    const [first] = upgrade.steps;
    if (candidate.optional && outOfReach.has(first?.code))
      unavailable.push({ release: candidate.name, why: first?.detail ?? "" });
    else done.push({ ...upgrade, origin: candidate.origin ?? upgrade.origin });
  }
  return upgradeReport(done, unavailable);
}

/** Failures that say of a release which nobody named that it cannot be had here. Any other is news: a wrong checksum, a full disk. */
const outOfReach: ReadonlySet<string | undefined> = new Set([
  "release-unavailable",
  "unknown-release",
  "foreign-goroot",
]);

/**
 * From its record, if it has passed before and such may be `recalled`. A release that cannot be had has none: `upgradeRelease`
 * says why.
 */
async function upgradeRecorded(
  host: Host,
  options: UpgradeOptions,
  recalled: boolean,
  progress: Progress,
): Promise<ReleaseUpgrade> {
  const file = await recordFileOf(host, options, progress);
  const known = recalled && file !== undefined ? await recall(host, file) : undefined;
  if (known) {
    progress.step(`passed on ${known.date.slice(0, 10)}`);
    return known;
  }
  const upgrade = await upgradeRelease(host, options, progress);
  if (file !== undefined) await remember(host, options, file, upgrade);
  return upgrade;
}

const recordFileOf = (host: Host, options: UpgradeOptions, progress: Progress): Promise<string | undefined> =>
  recordFile(host, options, progress).catch(() => undefined);
