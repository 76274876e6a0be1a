import { join } from "node:path";
import type { ReleaseUpgrade } from "../../audit/upgrade/report.ts";
import { failureOf } from "../../base/errors.ts";
import { fingerprint } from "../../base/fingerprint.ts";
import { type Progress, silentProgress } from "../../base/progress.ts";
import type { Host } from "../../host/host.ts";
import { cacheLayout, moveInto, withScratch, writingToCache } from "../../toolchain/cache.ts";
import { findGoroot } from "../../toolchain/goroot.ts";
import { identify } from "../../toolchain/identity.ts";
import { outcomeOf } from "../../toolchain/make.ts";
import { readStored } from "../../toolchain/stored.ts";
import { policyDigest } from "../audit/policy.ts";
import { loadPatchSets, patchSetDirs } from "../patch-set.ts";
import { type UpgradeOptions, usualSample } from "./options.ts";

interface Stored {
  readonly format: 1;
  readonly upgrade: ReleaseUpgrade;
}

/**
 * The file that keeps what a release came to: named by everything that decides it, so that it is not found once anything has
 * changed. Throws what finding the release throws.
 */
export async function recordFile(host: Host, options: UpgradeOptions, progress: Progress): Promise<string> {
  const base = await findGoroot(host, options, progress);
  const set = await loadPatchSets(host, options);
  const outcome = outcomeOf({ base, set, identity: await identify(host, base) });
  const key = fingerprint({
    toolchain: outcome.fingerprint,
    policy: (await policyDigest(host, patchSetDirs(host, options))) ?? "",
    sample: JSON.stringify(options.sample ?? usualSample),
  });
  return join(cacheLayout(host).upgrades, `${outcome.name}-${key.slice(0, 8)}.json`);
}

/** The record in `file`; undefined where there is none, or one that this version cannot read. */
export async function recall(host: Host, file: string): Promise<ReleaseUpgrade | undefined> {
  return (await readStored<Stored>(host, file))?.upgrade;
}

/**
 * Keeps what has passed; findings are looked at anew each time. `file` was named before the checks: if an input was edited during
 * them, nobody knows which of both has passed. Where a record cannot be written, the next run checks again.
 */
export async function remember(
  host: Host,
  options: UpgradeOptions,
  file: string,
  upgrade: ReleaseUpgrade,
): Promise<void> {
  if (upgrade.verdict !== "passed") return;
  try {
    if ((await recordFile(host, options, silentProgress)) === file) await keep(host, file, upgrade);
  } catch (error) {
    if (!failureOf(error)) throw error;
  }
}

async function keep(host: Host, file: string, upgrade: ReleaseUpgrade): Promise<void> {
  const stored: Stored = { format: 1, upgrade };
  await writingToCache(host, () =>
    withScratch(host, async (scratch) => {
      const draft = join(scratch, "upgrade.json");
      await host.writeFile(draft, `${JSON.stringify(stored)}\n`);
      await moveInto(host, draft, file);
    }),
  );
}
