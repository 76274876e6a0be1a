import { joinProcesses } from "../trace/actions/join.ts";
import { unblockings } from "../trace/actions/unblocking.ts";
import type { PlacedProcess } from "../trace/timeline.ts";
import type { ExportLane } from "./lanes.ts";
import type { ExportSession } from "./session.ts";

/** The arrows of a process, by their numbers, which count from 1. */
export interface ProcessFlows {
  /** Those that lead from its end to the processes that could start then, as nothing else that they need ended later. */
  readonly out: readonly number[];
  /** That which leads to its begin. */
  readonly in?: number;
}

/** The span at which they end: the first of the main goroutine, which stands for its process. */
export function flowRow([lane]: readonly ExportLane[]): number | undefined {
  return lane?.number === 0 ? lane.rows[0] : undefined;
}

/** Finds the arrows of processes, which go's action graph tells: none where there is no graph. */
export function processFlows({
  graph,
  line,
}: Pick<ExportSession, "graph" | "line">): (process: PlacedProcess) => ProcessFlows {
  const incoming = new Map<string, number>();
  const outgoing = new Map<string, number[]>();
  const all = graph ? unblockings(joinProcesses(graph, line)) : [];
  for (const [index, { from, to }] of all.entries()) {
    incoming.set(to.file, index + 1);
    outgoing.set(from.file, [...(outgoing.get(from.file) ?? []), index + 1]);
  }
  return ({ file }) => {
    const into = incoming.get(file);
    return { out: outgoing.get(file) ?? [], ...(into !== undefined && { in: into }) };
  };
}
