import type { ProposalLeft } from "../../../audit/upgrade/report.ts";

/** What became of a trial; `why` where it did not pass. */
export type Trial = { readonly passed: true } | { readonly passed: false; readonly why: string };

/** Every proposal is in one of the two, by id of its change, in the order given. */
export interface Judgement {
  readonly kept: readonly string[];
  readonly rejected: readonly ProposalLeft[];
}

/**
 * Tries all proposals together. If they fail, one after the other is added to those that were kept before it, so that in the
 * end these have passed together.
 */
export async function judge(
  proposals: readonly string[],
  trial: (changes: readonly string[]) => Promise<Trial>,
): Promise<Judgement> {
  if (proposals.length === 0) return { kept: [], rejected: [] };
  const together = await trial(proposals);
  if (together.passed) return { kept: proposals, rejected: [] };
  const [only, ...others] = proposals;
  if (only !== undefined && others.length === 0)
    return { kept: [], rejected: [{ change: only, why: together.why }] };
  const kept: string[] = [];
  const rejected: ProposalLeft[] = [];
  for (const change of proposals) {
    const tried = await trial([...kept, change]);
    if (tried.passed) kept.push(change);
    else rejected.push({ change, why: tried.why });
  }
  return { kept, rejected };
}
