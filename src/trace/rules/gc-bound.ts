import { formatBytes, formatCount, formatTime } from "../../base/units.ts";
import type { Rule } from "./advice.ts";

/** A compile of the largest package of the standard library has 14 with GOGC=100. */
const leastCycles = 20;

/** With GOGC=100 a cycle comes after about a sixth of the process's memory was allocated anew. */
const mostAnew = 0.08;

/** Compiles that collect garbage most of the time. */
export const gcBound: Rule = {
  id: "gc-bound",
  title: "Compiles are bound by garbage collection",
  when: `Compiles with at least ${leastCycles} cycles of the garbage collector allocate between two of them, on average, at most ${mostAnew} of the memory that they hold, half of what GOGC=100 gives them. How much CPU time the collector takes is not recorded; the time for which it stopped them counts as saved.`,
  remedy:
    "Look for GOGC or GOMEMLIMIT in the environment of the build, and for a container with too little memory; with enough of it, a higher GOGC makes compiles faster.",
  hasPlace: false,
  observe: (build) => {
    const bound = build.processes
      .filter(({ header }) => header.tool === "compile")
      .map(({ trace: { figures } }) => ({ ...figures.total, peakRss: figures.peakRss }))
      .filter(({ gcCycles }) => gcCycles >= leastCycles);
    const sum = (of: (one: (typeof bound)[number]) => number): number =>
      bound.reduce((all, one) => all + of(one), 0);
    const [cycles, pauses, wall] = [
      sum((one) => one.gcCycles),
      sum((one) => one.gcPauseNanoseconds),
      sum((one) => one.wall),
    ];
    const anew = sum((one) => one.allocatedBytes / Math.max(one.peakRss, 1)) / Math.max(cycles, 1);
    const known = bound.every(({ peakRss }) => peakRss > 0);
    if (bound.length === 0 || !known || anew > mostAnew || build.inElapsed(wall) < build.worth) return [];
    const perCycle = sum((one) => one.allocatedBytes) / cycles;
    return [
      {
        subject: "compile",
        evidence: {
          processes: bound.length,
          cycles,
          pauses,
          wall,
          bytesPerCycle: perCycle,
          shareOfMemory: anew,
        },
        sentence: `${formatCount(bound.length, "compile")} collected garbage ${cycles} times in ${formatTime(wall)}, each time after ${formatBytes(Math.round(perCycle))}, and stood still for it for ${formatTime(pauses)}.`,
        saves: build.inElapsed(pauses),
      },
    ];
  },
};
