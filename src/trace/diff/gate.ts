import type { Diff } from "./diff.ts";
import type { TotalRow } from "./totals.ts";

/** Whether there are enough sessions on both sides that a change can be significant. */
export function canTell({ leastP, alpha }: Pick<Diff, "leastP" | "alpha">): boolean {
  return leastP !== undefined && leastP <= alpha;
}

/** The totals that grew significantly, by more than that share of what they were: 0.05 for 5 %. */
export function regressions({ totals }: Pick<Diff, "totals">, above: number): TotalRow[] {
  return totals.filter(({ change: { ratio = 1, significant } }) => significant && ratio - 1 > above);
}
