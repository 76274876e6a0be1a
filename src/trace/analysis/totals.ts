import type { Memory, SSAGenComplete } from "../schema.generated.ts";

/** Wall time of processes, in nanoseconds. */
export interface Wall {
  readonly wall: number;
  /** Of that, in processes that record phases (all but those at level `package`). The rest of this group is of them. */
  readonly detailed: number;
  /** In phases `fe:…`, in phases `be:…`, and in any named phase. */
  readonly frontEnd: number;
  readonly backEnd: number;
  readonly named: number;
  /** In none: before the first phase, between two, after the last. With `named` they add up to `detailed`. */
  readonly beforePhases: number;
  readonly betweenPhases: number;
  readonly afterPhases: number;
}

/** What was done on backend workers. */
export interface Work {
  readonly functions: number;
  /** Nanoseconds, added up over parallel workers. */
  readonly functionTime: number;
  /** Of these, functions that a threshold or a filter left out: only their sum is known. */
  readonly summedFunctions: number;
  readonly summedFunctionTime: number;
  /** Machine code. */
  readonly textBytes: number;
}

/** The process's own memory: what was allocated in all, and what the garbage collector did about it. */
export type MemoryUse = Pick<Memory, keyof typeof noMemory>;

/** Sizes of the SSA form, summed over functions: as it was built, and after the optimising passes. */
export type SsaSize = Pick<SSAGenComplete, keyof typeof noSsa>;

/** What adds up over processes. */
export interface Totals extends Wall, Work, MemoryUse, SsaSize {
  /** Passes and steps that lie in no function: there should be none. */
  readonly orphans: number;
}

export const noMemory = {
  allocatedBytes: 0,
  allocatedObjects: 0,
  gcCycles: 0,
  gcPauseNanoseconds: 0,
};

export const noSsa = {
  blocksBefore: 0,
  valuesBefore: 0,
  phisBefore: 0,
  memoryBefore: 0,
  blocksAfter: 0,
  valuesAfter: 0,
  phisAfter: 0,
  memoryAfter: 0,
};

export const nothing: Totals = {
  wall: 0,
  detailed: 0,
  frontEnd: 0,
  backEnd: 0,
  named: 0,
  beforePhases: 0,
  betweenPhases: 0,
  afterPhases: 0,
  functions: 0,
  functionTime: 0,
  summedFunctions: 0,
  summedFunctionTime: 0,
  textBytes: 0,
  ...noMemory,
  ...noSsa,
  orphans: 0,
};

export function add(a: Totals, b: Totals): Totals {
  return fill(nothing, (key) => a[key] + b[key]);
}

/** The figures that `like` has, each as `figure` gives it. */
export function fill<Figures extends object>(
  like: Figures,
  figure: (key: keyof Figures) => number,
): { readonly [Key in keyof Figures]: number } {
  const keys = Object.keys(like) as (keyof Figures)[];
  return Object.fromEntries(keys.map((key) => [key, figure(key)])) as Record<keyof Figures, number>;
}
