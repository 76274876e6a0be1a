import { join } from "node:path";
import type { Host } from "../host/host.ts";
import { actionGraphFile } from "../toolchain/action-graph.ts";
import { readSessionRecord } from "../toolchain/session-record.ts";
import { type ActionGraph, noActionGraph, parseActionGraph } from "../trace/actions/action-graph.ts";
import { type ActionAnalysis, analyzeActions } from "../trace/actions/analyze.ts";
import type { PaidCost } from "../trace/actions/cost.ts";
import type { Measured } from "../trace/measure.ts";
import type { Timeline } from "../trace/timeline.ts";

type Reading = Pick<Host, "readBytes" | "stat">;

/** How many units of work are tried to be free. */
const top = 3;

/**
 * What go did in a session, with its traced processes inside; undefined where it was not asked. `costs` are those of
 * earlier sessions by action id. Never throws.
 */
export async function sessionActions(
  host: Reading,
  session: string,
  line: Timeline<Measured>,
  costs?: ReadonlyMap<string, PaidCost>,
): Promise<ActionAnalysis | undefined> {
  const record = await readSessionRecord(host, session);
  const graph = await readActionGraph(host, session);
  if (!graph && record?.actionGraph === undefined) return undefined;
  const slots = record?.jobs === undefined ? {} : { slots: record.jobs };
  return analyzeActions(graph ?? noActionGraph({ kind: "missing-action-graph" }), line, {
    top,
    ...slots,
    ...(costs && { costs }),
  });
}

/** What go has written of its actions, as far as it can be read; undefined where there is no such file. Never throws. */
export async function readActionGraph(host: Reading, session: string): Promise<ActionGraph | undefined> {
  const path = join(session, actionGraphFile);
  if ((await host.stat(path))?.kind !== "file") return undefined;
  try {
    return parseActionGraph(Buffer.from(await host.readBytes(path)).toString());
  } catch (error) {
    const { code = "it is too large" } = error as NodeJS.ErrnoException;
    return noActionGraph({ kind: "not-an-action-graph", problem: `it cannot be read (${code})` });
  }
}

/** A graph of 10,000 packages is smaller; bytes. */
const largestQuickGraph = 16e6;

/** The same where somebody waits for it at his prompt: undefined also of one that is too large for that. */
export async function readQuickActionGraph(host: Reading, session: string): Promise<ActionGraph | undefined> {
  const { size = 0 } = (await host.stat(join(session, actionGraphFile))) ?? {};
  return size <= largestQuickGraph ? readActionGraph(host, session) : undefined;
}
