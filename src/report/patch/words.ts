import type { PatchReport } from "../../patch/report.ts";

/** A number with its noun. */
export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? "" : "s"}`;

/** Whether the set fits, and how much of it there is, or how much drifts and could be mended. */
export function verdictOf({ drift, changes, newFiles }: PatchReport): string {
  if (drift.length === 0)
    return `fits: ${count(changes.length, "change")}, ${count(newFiles.length, "new file")}`;
  const proposals = drift.filter(({ proposal }) => proposal).length;
  return `${count(drift.length, "finding")}, ${count(proposals, "proposal")}`;
}
