import type { Analysis } from "../analyze.ts";
import type { Measured } from "../measure.ts";
import type { Misses } from "../misses/miss.ts";
import type { TimelineProcess } from "../timeline.ts";
import type { Build } from "./build.ts";

/** What could be done about a build's time, by one rule. All times are nanoseconds. */
export interface Advice {
  /** The id of the rule, which stays: docs/rules.md explains it. */
  readonly rule: string;
  /** `warning`: it is a good part of the build. `note`: it is worth knowing. */
  readonly severity: "warning" | "note";
  /** A package, a function, a file, or what else the advice is about. */
  readonly subject: string;
  /** The figures that the sentence is made of, by name: times, sizes in bytes, shares from 0 to 1, counts. */
  readonly evidence: Readonly<Record<string, number>>;
  readonly sentence: string;
  /** What to do about it, in the imperative. */
  readonly remedy: string;
  /** By how much sooner the build could end at best; an estimate, and 0 where there is none. */
  readonly saves: number;
  /** Where in the source it is, if it is in one place. */
  readonly place?: SourcePlace;
}

export interface SourcePlace {
  /** As the compiler names it: a path of the machine, or one that begins with `$GOROOT/` or an import path. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** What a rule says of a build; the rest of the advice is the same for all that it says. */
export type Observation = Omit<Advice, "rule" | "severity" | "remedy"> & {
  /** Where there is something better to do than what the rule says in general. */
  readonly remedy?: string;
};

/** One named rule. A new one is a file in this folder and a line in index.ts. */
export interface Rule {
  /** Kebab case; never changes. */
  readonly id: string;
  readonly title: string;
  /** When it speaks, with its thresholds, and why they are what they are. */
  readonly when: string;
  readonly remedy: string;
  /** Whether its advice names a place in the source, where that was recorded. */
  readonly hasPlace: boolean;
  /** The most worthwhile first; nothing where the evidence is thin. */
  observe(build: Build): readonly Observation[];
}

/** What is known of a build. */
export interface RuleInput {
  readonly analysis: Analysis;
  readonly processes: readonly MeasuredProcess[];
  /** What was not in the build cache, and why; absent where there is no earlier session to compare with. */
  readonly misses?: Misses;
  /** Whether a source file says that it is generated, by its name, of those that could be asked. */
  readonly generated?: ReadonlyMap<string, boolean>;
}

export type MeasuredProcess = Pick<TimelineProcess<Measured>, "file" | "header" | "trace">;
