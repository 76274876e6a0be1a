import { MinHeap } from "../heap.ts";
import { type Action, running } from "./action.ts";
import { dependents } from "./order.ts";

/**
 * The wall time in nanoseconds of a build on so many slots, if each action held its slot for as long as `times` says,
 * by its index; without it for as long as it did. n log n.
 */
export type Simulation = (slots: number, times?: readonly number[]) => number;

/**
 * Simulates what `Builder.Do` of cmd/go does (internal/work/exec.go, alike in go1.19 to go1.27): each free slot takes
 * the ready action of the lowest priority number; one is ready at once when the last that it depends on is done.
 */
export function simulation(actions: readonly Action[]): Simulation {
  const after = dependents(actions.map(({ deps }) => deps));
  return (slots, times = actions.map(running)) => {
    const pending = Int32Array.from(actions, ({ deps }) => deps.length);
    const [ready, busy] = [new MinHeap(), new MinHeap()];
    const push = (index: number): void => ready.push(actions[index]!.priority, index);
    for (const [index, waits] of pending.entries()) if (waits === 0) push(index);
    for (let now = 0; ; ) {
      while (ready.size > 0 && busy.size < slots) {
        const index = ready.pop()![1];
        busy.push(now + times[index]!, index);
      }
      const next = busy.pop();
      if (!next) return now;
      now = next[0];
      for (const waiting of after[next[1]]!) if (--pending[waiting]! === 0) push(waiting);
    }
  };
}
