import fc from "fast-check";
import { graphText } from "./graph-builder.testing.ts";

/** A build that could have been: a graph without cycles, and times as so many slots would have given it. */
export interface RandomBuild {
  readonly slots: number;
  readonly text: string;
}

/** Up to twelve packages, each depending on some behind it in the list, root first. */
export const randomBuild: fc.Arbitrary<RandomBuild> = fc
  .record({
    slots: fc.integer({ min: 1, max: 5 }),
    tasks: fc.array(
      fc.record({
        time: fc.integer({ min: 0, max: 20 }),
        deps: fc.uniqueArray(fc.nat(10), { maxLength: 3 }),
      }),
      { minLength: 1, maxLength: 12 },
    ),
  })
  .map(({ slots, tasks }) => {
    const graph = tasks.map(({ time, deps }, at) => ({
      time,
      deps: [...new Set(deps.map((dep) => at + 1 + dep))].filter((dep) => dep < tasks.length),
    }));
    return { slots, text: draw(graph, run(graph, slots)) };
  });

interface Task {
  readonly time: number;
  readonly deps: readonly number[];
}

type Times = readonly [ready: number, start: number, done: number];

/**
 * Runs the tasks nanosecond by nanosecond: slow and plain, to hold the real simulation against. The higher number goes
 * first, as graphText numbers priorities.
 */
function run(tasks: readonly Task[], slots: number): Times[] {
  const times: Times[] = [];
  const isDone = (at: number, now: number): boolean => times[at] !== undefined && times[at][2] <= now;
  for (let now = 0; Object.keys(times).length < tasks.length; ) {
    const ready = [...tasks.keys()]
      .filter((at) => !times[at] && tasks[at]!.deps.every((dep) => isDone(dep, now)))
      .sort((a, b) => b - a);
    const busy = [...tasks.keys()].filter((at) => times[at] && !isDone(at, now)).length;
    const next = ready[0];
    if (next === undefined || busy === slots) now++;
    else {
      const since = Math.max(0, ...tasks[next]!.deps.map((dep) => times[dep]![2]));
      times[next] = [since, now, now + tasks[next]!.time];
    }
  }
  return times;
}

function draw(tasks: readonly Task[], times: readonly Times[]): string {
  const line = ({ deps }: Task, at: number): string =>
    `p${at}: ${times[at]!.join(" ")} < ${deps.map((dep) => `p${dep}`).join(", ")}`;
  return graphText(tasks.map(line).join("\n"));
}
