import type { PaidCost } from "./cost.ts";

const title = "traceinject-costs 1";

/** As graphs have them; anything else could break the lines. */
const actionId = /^[\w-]{1,64}$/;

/**
 * Costs as lines of text: below the title a line for each session, `= 20260102T030405678Z-9f0c2a`, and below that its
 * costs: action id, nanoseconds running, nanoseconds of CPU time.
 */
export function formatCostLog(costs: readonly PaidCost[]): string {
  const lines = [title];
  let session = "";
  for (const cost of costs) {
    if (!actionId.test(cost.actionId)) continue;
    if (cost.session !== session) lines.push(`= ${cost.session}`);
    session = cost.session;
    lines.push(`${cost.actionId} ${cost.running} ${cost.cpu}`);
  }
  return `${lines.join("\n")}\n`;
}

/** What can be read of such a text: lines that are torn or of something else are passed over. */
export function parseCostLog(text: string): PaidCost[] {
  const [first, ...lines] = text.split("\n");
  const costs: PaidCost[] = [];
  let session = "";
  for (const line of first === title ? lines : []) {
    session = /^= (\S{1,64})$/.exec(line)?.[1] ?? session;
    const [, id, running, cpu] = /^([\w-]{1,64}) (\d{1,15}) (\d{1,15})$/.exec(line) ?? [];
    if (id && session !== "")
      costs.push({ actionId: id, running: Number(running), cpu: Number(cpu), session });
  }
  return costs;
}

/** Of each action the cost that was measured last; of all of them at most so many, those of the newest sessions. */
export function latestCosts(costs: readonly PaidCost[], most: number): Map<string, PaidCost> {
  const newestFirst = [...costs].sort((a, b) => (a.session < b.session ? 1 : a.session > b.session ? -1 : 0));
  const latest = new Map<string, PaidCost>();
  for (const cost of newestFirst) {
    if (latest.size === most) break;
    if (!latest.has(cost.actionId)) latest.set(cost.actionId, cost);
  }
  return latest;
}
