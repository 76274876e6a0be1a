import type { ActionGraph } from "./action-graph.ts";

/**
 * The index of the action that was done last of those that an action depends on, which is what it waited for; of two that
 * were done at once, the one that it names first. Undefined where it depends on none.
 */
export function lastDone({ actions }: Pick<ActionGraph, "actions">, index: number): number | undefined {
  const done = (one: number): number => actions[one]!.times?.done ?? Number.NEGATIVE_INFINITY;
  return actions[index]!.deps.reduce<number | undefined>(
    (last, dep) => (last === undefined || done(dep) > done(last) ? dep : last),
    undefined,
  );
}
