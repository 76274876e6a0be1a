import { formatCount } from "../../base/units.ts";
import type { PatchReport } from "../../patch/report.ts";

/** Whether the set fits, and how much of it there is, or how much drifts and could be mended. */
export function verdictOf({ drift, changes, newFiles }: PatchReport): string {
  if (drift.length === 0)
    return `fits: ${formatCount(changes.length, "change")}, ${formatCount(newFiles.length, "new file")}`;
  const proposals = drift.filter(({ proposal }) => proposal).length;
  return `${formatCount(drift.length, "finding")}, ${formatCount(proposals, "proposal")}`;
}
