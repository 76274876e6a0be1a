import { basename, dirname, join } from "node:path";
import type { UnwrittenSet, UpgradeRepair } from "../../../audit/upgrade/report.ts";
import { isSystemError } from "../../../base/errors.ts";
import { unifiedDiff } from "../../../edit/unified.ts";
import type { Host } from "../../../host/host.ts";
import { packageRoot } from "../../../host/package.ts";
import type { RepairedPatch } from "../../../patch/repair/repair.ts";
import { shippedPatchSet } from "../../patch-set.ts";
import type { SetRepair } from "./proposals.ts";

/** What was repaired, as a unified diff: paths from our own checkout for the shipped set, else from the folder around the set. */
export function repairDiff(repairs: readonly SetRepair[]): string {
  const files = repairs.flatMap(({ dir, patches }) =>
    patches.map(({ file, before, after }) => ({ path: `${nameOf(dir)}/${file}`, before, after })),
  );
  return files.length === 0 ? "" : unifiedDiff(files);
}

const nameOf = (dir: string): string =>
  dir === shippedPatchSet() ? dir.slice(packageRoot().length + 1) : basename(dir);

/**
 * Writes what was repaired into the patch files, set by set. A set stays as it is, and is named with the reason, where it belongs
 * to an installed package, where a file of it is no longer what was repaired, or where the operating system refuses.
 */
export async function writeRepairs(
  host: Host,
  repairs: readonly SetRepair[],
): Promise<Pick<UpgradeRepair, "written" | "unwritten">> {
  const changed = repairs.filter(({ patches }) => patches.length > 0);
  const unwritten: UnwrittenSet[] = [];
  for (const one of changed) {
    const why = await writeSet(host, one);
    if (why !== undefined) unwritten.push({ patchSet: nameOf(one.dir), why });
  }
  const written = changed.length > 0 && unwritten.length === 0;
  return { written, ...(unwritten.length > 0 && { unwritten }) };
}

/** Gives why it did not. */
async function writeSet(host: Host, { dir, patches }: SetRepair): Promise<string | undefined> {
  const isOurs = dir === shippedPatchSet();
  if (isOurs && !(await host.stat(join(packageRoot(), ".git")))) return "it belongs to an installed package";
  try {
    for (const { file, before } of patches)
      if ((await host.readFile(join(dir, file))) !== before) return `${file} was edited meanwhile`;
    await replaceAll(host, dir, patches);
    return undefined;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return error.message;
  }
}

/** Drafts of all files stand beside them before the first is replaced: whatever lacks room or permission shows then. */
async function replaceAll(host: Host, dir: string, patches: readonly RepairedPatch[]): Promise<void> {
  const drafts: { readonly draft: string; readonly target: string }[] = [];
  const removeDrafts = async (): Promise<void> => {
    for (const { draft } of drafts) await host.remove(draft);
  };
  const goOn = host.onInterrupt(removeDrafts);
  try {
    for (const { file, after } of patches) {
      const target = await host.realPath(join(dir, file));
      const draft = join(dirname(target), `.${basename(target)}.${host.randomHex(4)}.new`);
      drafts.push({ draft, target });
      const { mode = 0o666 } = (await host.stat(target)) ?? {};
      await host.writeFile(draft, after, { mode });
    }
    for (const { draft, target } of drafts) await host.rename(draft, target);
  } catch (error) {
    await removeDrafts();
    throw error;
  } finally {
    goOn();
  }
}
