import type { ReleaseUpgrade, UpgradeRepair } from "../audit/upgrade/report.ts";
import type { Progress } from "../base/progress.ts";
import type { Host } from "../host/host.ts";
import { withScratch, writingToCache } from "../toolchain/cache.ts";
import { findGoroot, type Goroot } from "../toolchain/goroot.ts";
import { clean } from "./clean.ts";
import { patchSetDirs } from "./patch-set.ts";
import type { UpgradeOptions } from "./upgrade/options.ts";
import { copyRepaired } from "./upgrade/repair/copy.ts";
import { judge, type Trial } from "./upgrade/repair/judge.ts";
import { fittingOthers, notFitting } from "./upgrade/repair/others.ts";
import { type Repairable, repairables, repairSet, type SetRepair } from "./upgrade/repair/proposals.ts";
import { repairDiff, writeRepairs } from "./upgrade/repair/write.ts";
import { upgradeRelease } from "./upgrade.ts";

export interface RepairOptions extends UpgradeOptions {
  /** Leaves the patch files as they are: the diff in the report is all that comes of it. */
  readonly diffOnly?: boolean | undefined;
}

/**
 * Takes a release through everything that it must pass. Where changes drift, variants are proposed for them and tried in a
 * copy of the patch set, by the same steps; those with which everything passes, and the sets still fit every other release here
 * that they fit now, are kept and written into the patch files.
 * If nothing drifts then, the report is that of the repaired set, else that of the set as it was. Throws as `upgradeRelease`.
 */
export async function repairRelease(
  host: Host,
  options: RepairOptions,
  progress: Progress,
): Promise<ReleaseUpgrade> {
  const before = await upgradeRelease(host, options, progress);
  if (before.steps.find(({ step }) => step === "patches")?.status !== "findings") return before;
  const base = await findGoroot(host, options, progress);
  const sets = await repairables(host, patchSetDirs(host, options), base, progress);
  const proposals = sets.flatMap((one) => repairSet(one).repaired);
  const others = proposals.length > 0 ? await fittingOthers(host, options, base.dir) : [];
  const trials = new Trials(host, options, base, sets, others, progress);
  const { kept, rejected } = await judge(proposals, (changes) => trials.run(changes));
  const repairs = sets.map((one) => repairSet(one, kept));
  const outcome = options.diffOnly ? { written: false } : await writeRepairs(host, repairs);
  const tried = new Set(proposals);
  const repaired: UpgradeRepair = {
    ...fromOf(sets),
    kept,
    rejected,
    left: repairs.flatMap(({ left }) => left).filter(({ change }) => !tried.has(change)),
    diff: repairDiff(repairs),
    ...outcome,
  };
  return { ...(trials.whole ?? before), repair: repaired };
}

function fromOf(sets: readonly Repairable[]): Pick<UpgradeRepair, "from"> {
  const from = sets.find((one) => one.from)?.from;
  return from ? { from: from.version.text } : {};
}

/** Trials of proposals, each in a copy of the patch sets. */
class Trials {
  /** The report of the one with which no change drifts and everything passes. */
  whole: ReleaseUpgrade | undefined;

  constructor(
    private readonly host: Host,
    private readonly options: UpgradeOptions,
    private readonly base: Goroot,
    private readonly sets: readonly Repairable[],
    /** Releases that must fit afterwards, for they do now. */
    private readonly others: readonly Goroot[],
    private readonly progress: Progress,
  ) {}

  async run(changes: readonly string[]): Promise<Trial> {
    this.progress.step(`trying ${changes.join(", ")}`);
    const repairs = this.sets.map((one) => repairSet(one, changes));
    const held = repairs.flatMap(({ repaired }) => repaired);
    const fallen = changes.filter((change) => !held.includes(change));
    if (fallen.length > 0)
      return { passed: false, why: `${fallen.join(", ")} does not fit without another repair` };
    return this.#inCopy(repairs, async (options) => {
      const lost = await notFitting(this.host, options, this.others);
      if (lost.length > 0) return { passed: false, why: `no longer fits ${lost.map(nameOf).join(", ")}` };
      return this.#upgrade(options, repairs);
    });
  }

  async #upgrade(options: UpgradeOptions, repairs: readonly SetRepair[]): Promise<Trial> {
    const upgrade = await upgradeRelease(this.host, options, this.progress);
    const passed = upgrade.verdict === "passed";
    const isWhole = repairs.every(({ left }) => left.length === 0);
    if (passed && isWhole) this.whole = upgrade;
    // Another toolchain lacks changes, or has not passed: nobody shall find it.
    else if (upgrade.toolchain) await clean(this.host, { kind: "name", name: upgrade.toolchain });
    return passed ? { passed } : { passed, why: whyNot(upgrade) };
  }

  #inCopy<T>(repairs: readonly SetRepair[], work: (options: UpgradeOptions) => Promise<T>): Promise<T> {
    return writingToCache(this.host, () =>
      withScratch(this.host, async (scratch) => {
        const patches: string[] = [];
        for (const one of repairs)
          patches.push(await copyRepaired(this.host, one, this.base.version, scratch));
        return work({ ...this.options, shipped: false, patches });
      }),
    );
  }
}

const nameOf = ({ version }: Goroot): string => version.text;

/** The first step that did not pass, with its first finding. */
function whyNot({ steps }: ReleaseUpgrade): string {
  const step = steps.find(({ status }) => status === "findings" || status === "failed");
  const [finding] = step?.findings ?? [];
  return `${step?.step}: ${finding ? `${finding.subject}: ${finding.message}` : step?.detail}`;
}
