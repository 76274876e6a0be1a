/** One action of cmd/go: the compiling of a package, a link, a vet, or work inside cmd/go that holds others together. */
export interface Action {
  /** As in the file. */
  readonly id: number;
  /** In cmd/go's words: `build`, `link`, `vet`, `build check cache`, `nop`, `test run`, … */
  readonly mode: string;
  /** Its import path, without a test variant; empty where the action is of none. */
  readonly package: string;
  /** What must be done before it: indexes into the graph's actions, each once. */
  readonly deps: readonly number[];
  /** Of two that are ready, cmd/go takes the one with the lower number. */
  readonly priority: number;
  /** Whether its result was asked for. Only meant for `build`: not when a vet just needs to know its files. */
  readonly needed: boolean;
  /** Whether it runs even if what it depends on failed. */
  readonly ignoreFail: boolean;
  /** Its work folder, which the parts of one build share; empty where it has none. */
  readonly objdir: string;
  /** Absent where it did not run to its end. */
  readonly times?: ActionTimes;
  /** The hash of all inputs, which is the first part of the `-buildid` of its compile or link. */
  readonly actionId?: string;
  /** Of the result: absent where there is none. */
  readonly buildId?: string;
  /** The command lines that it ran. */
  readonly commands: readonly string[];
  /** Of these: wall time, CPU time in user mode and in the kernel; nanoseconds. */
  readonly commandReal: number;
  readonly commandUser: number;
  readonly commandSystem: number;
}

/** Whole nanoseconds after the graph's `begin`; none lies before the one above it. */
export interface ActionTimes {
  /** All that it depends on was done. */
  readonly ready: number;
  /** One of the slots (`-p`) took it. */
  readonly start: number;
  readonly done: number;
}

/** Nanoseconds that the action held a slot; 0 where it did not run to its end. */
export function running({ times }: Action): number {
  return times ? times.done - times.start : 0;
}
