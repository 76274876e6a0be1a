import { join } from "node:path";
import type { Host } from "../host/host.ts";
import { cacheLayout, withScratch } from "../toolchain/cache.ts";
import type { ActionCost, PaidCost } from "../trace/actions/cost.ts";
import { formatCostLog, latestCosts, parseCostLog } from "../trace/actions/cost-log.ts";

/** Costs that are remembered, those of a hundred builds of the standard library: 2 MB, read in a tenth of a second. */
const mostCosts = 50_000;

/** Logs that may lie beside one another before one takes in the others. */
const mostLogs = 32;

/** A longer file is none of ours. */
const longestLog = 16e6;

/**
 * Remembers what go's actions have cost in a session. Each session publishes one log, by rename, and never touches it
 * again, so parallel ones do not disturb each other and none is ever seen half written. Where there are many, the new
 * one holds all the others, too, and those are removed after it is published: whoever is interrupted, or does it at
 * the same time, leaves costs behind twice, but loses none.
 */
export async function keepCosts(host: Host, session: string, costs: readonly ActionCost[]): Promise<void> {
  if (costs.length === 0) return;
  const paid = costs.map((cost) => ({ ...cost, session }));
  const logs = await logsIn(host);
  const full = logs.length >= mostLogs;
  const others = full ? (await readLogs(host, logs)).costs : [];
  const all = latestCosts([...paid, ...others], mostCosts);
  await publish(host, `${session}.txt`, formatCostLog([...all.values()]));
  if (full) for (const log of logs) await host.remove(log);
}

/** The last known cost of each action, by its id. Whatever cannot be read counts as unknown. */
export async function keptCosts(host: Host): Promise<ReadonlyMap<string, PaidCost>> {
  try {
    const first = await readLogs(host, await logsIn(host));
    // What is gone was taken in by a log that was not there yet.
    const { costs } = first.gone ? await readLogs(host, await logsIn(host)) : first;
    return latestCosts(costs, mostCosts);
  } catch {
    return new Map();
  }
}

async function logsIn(host: Host): Promise<string[]> {
  const { costs } = cacheLayout(host);
  const entries = await host.readDir(costs);
  return entries
    .filter(({ kind, name }) => kind === "file" && name.endsWith(".txt"))
    .map(({ name }) => join(costs, name));
}

interface ReadLogs {
  readonly costs: readonly PaidCost[];
  /** Whether one of the logs is there no longer. */
  readonly gone: boolean;
}

async function readLogs(host: Host, logs: readonly string[]): Promise<ReadLogs> {
  const read: PaidCost[][] = [];
  let gone = false;
  for (const log of logs) {
    const stat = await host.stat(log);
    const text = stat && stat.size <= longestLog ? await host.readFile(log).catch(() => undefined) : "";
    if (text === undefined || !stat) gone = true;
    else read.push(parseCostLog(text));
  }
  return { costs: read.flat(), gone };
}

function publish(host: Host, name: string, text: string): Promise<void> {
  const { costs } = cacheLayout(host);
  return withScratch(host, async (scratch) => {
    const draft = join(scratch, name);
    await host.writeFile(draft, text);
    await host.makeDir(costs);
    await host.rename(draft, join(costs, name));
  });
}
