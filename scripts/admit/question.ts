import type { Progress } from "../../src/base/progress.ts";
import type { Host } from "../../src/host/host.ts";
import type { SourceTree } from "../../src/toolchain/source-tree.ts";

/** A release, or a checkout of one to come, that is to be admitted. */
export interface Candidate {
  readonly host: Host;
  readonly tree: SourceTree;
  /** How it was named, as a command of ours takes it: `go1.28.0`, `--goroot DIR`. */
  readonly choice: string;
  /** Whether the lists may be written. */
  readonly write: boolean;
  readonly progress: Progress;
}

/** What came of asking one thing about a candidate. Every line is for people and names the file that it is about. */
export interface Answer {
  /** What must be done before the release is admitted; none: it passes. */
  readonly todo: readonly string[];
  /** What was found to be so. */
  readonly facts: readonly string[];
  /** What could not be asked of this tree, and why. */
  readonly unchecked?: readonly string[];
}

/** One thing that a release must pass. */
export interface Question {
  /** A word, for headings and JSON: `grammar`. */
  readonly name: string;
  ask(candidate: Candidate): Promise<Answer>;
}
