import { groupBy } from "../../base/group.ts";
import { largestValue, pcTable, valueAt } from "../pc-table.ts";
import type { StackChain } from "./comparison.ts";

/** What the stack check needs to know of a function. */
export interface StackFunction {
  readonly name: string;
  /** Name and ABI: `runtime.morestack<0>`. Functions share one where the linker kept only one of them. */
  readonly key: string;
  readonly nosplit: boolean;
  /** The encoded table of SP by PC. */
  readonly pcsp: Buffer;
  /** In any order; where the target is not known it is a closure or a method, and those are taken to check the stack. */
  readonly calls: Iterable<{ readonly offset: number; readonly target: string | undefined }>;
}

export interface Machine {
  /** Bytes that a call puts on the stack. */
  readonly callSize: number;
  /** The smallest length of an instruction. */
  readonly quantum: number;
}

/** morestack has the stack of the thread below it: what it calls needs none of the goroutine's. */
const morestack = "runtime.morestack<0>";

/**
 * Finds the chain of NOSPLIT functions that needs the most stack, as the linker's stack check does: a function that
 * checks its stack needs a call of morestack, a NOSPLIT one what it and its deepest callee take.
 */
export function deepestChain(
  functions: readonly StackFunction[],
  { callSize, quantum }: Machine,
): StackChain {
  const byName = groupBy(functions, ({ name }) => name);
  const known = new Map<string, StackChain>([[morestack, { bytes: 0, functions: [] }]]);
  const checking: StackChain = { bytes: callSize, functions: [] };

  const ofKey = (key: string): StackChain => {
    const done = known.get(key);
    if (done) return done;
    known.set(key, { bytes: Number.POSITIVE_INFINITY, functions: [key] }); // until it is known: a cycle has no end
    const chain = deepest(withKey(byName, key).map(ofFunction));
    known.set(key, chain);
    return chain;
  };
  const ofFunction = (one: StackFunction): StackChain => {
    if (!one.nosplit) return { ...checking, functions: [one.name] };
    const pcsp = pcTable(one.pcsp, 0, one.pcsp.length, quantum);
    const calls = [...one.calls].map(({ offset, target }) => {
      const { bytes, functions: callees } = target === undefined ? checking : ofKey(target);
      return { bytes: (valueAt(pcsp, offset) ?? 0) + callSize + bytes, functions: [one.name, ...callees] };
    });
    return deepest([{ bytes: largestValue(pcsp), functions: [one.name] }, ...calls]);
  };
  // All that check the stack need the same: the first stands for the others.
  const first = functions.find(({ nosplit }) => !nosplit);
  const starts = functions.filter((one) => one.nosplit || one === first);
  return deepest([...new Set(starts.map(({ key }) => key))].map(ofKey));
}

/** Keys begin with the name. They are not made for all functions: few are asked for. */
function withKey(byName: ReadonlyMap<string, readonly StackFunction[]>, key: string): StackFunction[] {
  const named = byName.get(key.replace(/<\d+>$/, "")) ?? [];
  return named.filter((one) => one.key === key);
}

function deepest(chains: readonly StackChain[]): StackChain {
  const none: StackChain = { bytes: 0, functions: [] };
  return chains.reduce((most, chain) => (chain.bytes > most.bytes ? chain : most), none);
}
