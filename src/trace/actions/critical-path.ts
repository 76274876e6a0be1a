import { addByName, type NamedSum } from "../analysis/sums.ts";
import type { Measured } from "../measure.ts";
import type { PlacedProcess, TimelineProcess } from "../timeline.ts";
import type { JoinedGraph } from "./join.ts";
import { longestPath } from "./longest-path.ts";
import type { Outcome } from "./outcome.ts";

/** The longest path of a build, with what its processes spent the time on. Times are nanoseconds. */
export interface CriticalPath {
  /** Sum of the running times of its elements. */
  readonly length: number;
  readonly elements: readonly PathElement[];
  /** By the index of the action: by how much longer it may run before the path becomes longer. */
  readonly slack: readonly number[];
}

/** One action of the path. */
export interface PathElement {
  /** Index of the action. */
  readonly action: number;
  readonly mode: string;
  readonly package: string;
  readonly outcome: Outcome;
  /** On the timeline's axis. */
  readonly start: number;
  readonly forSlot: number;
  readonly running: number;
  /** Of `running`, with no traced process: cmd/go itself, the start of processes, other tools. */
  readonly untraced: number;
  readonly processes: readonly PathProcess[];
}

/** A traced process of an action on the path. */
export interface PathProcess {
  readonly file: string;
  readonly tool: string;
  readonly time: number;
  /** The phases on its main goroutine, the longest first. */
  readonly phases: readonly NamedSum[];
}

export function criticalPath(joined: JoinedGraph<TimelineProcess<Measured>>): CriticalPath {
  const { length, actions, slack } = longestPath(joined.graph);
  return { length, slack, elements: actions.flatMap((index) => element(joined, index)) };
}

/** None for an action without times, which is on no path. */
function element(
  { graph, offset, outcomes, ...joined }: JoinedGraph<TimelineProcess<Measured>>,
  index: number,
): PathElement[] {
  const { mode, package: path, times } = graph.actions[index]!;
  if (!times) return [];
  const { ready, start, done } = times;
  const processes = joined.processes[index]!;
  return [
    {
      ...{ action: index, mode, package: path, outcome: outcomes[index]! },
      ...{ start: start + offset, forSlot: start - ready, running: done - start },
      untraced: Math.max(0, done - start - timeCovered(processes)),
      processes: processes.map(pathProcess),
    },
  ];
}

function pathProcess({ file, header, start, end, trace }: TimelineProcess<Measured>): PathProcess {
  const phases = trace.figures.phases.map(({ name, time }) => ({ name, time, count: 1, summed: 0 }));
  return { file, tool: header.tool, time: end - start, phases: addByName(phases) };
}

/** For how long any of the processes ran; they come by their start. */
function timeCovered(processes: readonly PlacedProcess[]): number {
  let [covered, until] = [0, Number.NEGATIVE_INFINITY];
  for (const { start, end } of processes) {
    covered += Math.max(0, end - Math.max(start, until));
    until = Math.max(until, end);
  }
  return covered;
}
