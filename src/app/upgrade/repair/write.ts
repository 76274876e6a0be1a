import { basename, join } from "node:path";
import { unifiedDiff } from "../../../edit/unified.ts";
import type { Host } from "../../../host/host.ts";
import { packageRoot } from "../../../host/package.ts";
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

/** Writes what was repaired into the patch files, unless some belong to an installed package; gives whether it did. */
export async function writeRepairs(host: Host, repairs: readonly SetRepair[]): Promise<boolean> {
  const changed = repairs.filter(({ patches }) => patches.length > 0);
  const isOurs = changed.some(({ dir }) => dir === shippedPatchSet());
  if (isOurs && !(await host.stat(join(packageRoot(), ".git")))) return false;
  for (const { dir, patches } of changed)
    for (const { file, after } of patches) await host.writeFile(join(dir, file), after);
  return changed.length > 0;
}
