import type { GoVersion } from "../../base/version.ts";
import type { Drift } from "../drift.ts";
import type { Sources } from "../trees.ts";

/** The Go files of one release: those of the patched packages, and of any others that code may have moved to. */
export interface ReleaseSources {
  readonly version: GoVersion;
  readonly sources: Sources;
}

/** What happened upstream, as far as the sources show it. */
export type DriftClass =
  | "callee-renamed"
  | "function-gone"
  | "function-moved"
  | "function-renamed"
  | "function-split"
  | "grammar-gap"
  | "name-renamed"
  | "not-upstream"
  | "package-gone"
  | "signature-changed"
  | "statement-doubled"
  | "statement-gone"
  | "statement-wrapped"
  | "statements-reordered";

/** Every class in words. A new class does not compile until it stands here. */
export const classTitles: Readonly<Record<DriftClass, string>> = {
  "callee-renamed": "what the statement calls has another name",
  "function-gone": "the function is gone",
  "function-moved": "the function moved to another package",
  "function-renamed": "the function has another name or receiver",
  "function-split": "the statement moved into a function of its own",
  "grammar-gap": "the parser lacks a construct",
  "name-renamed": "a receiver, parameter, variable or import has another name",
  "not-upstream": "nothing upstream changed that the change holds on to",
  "package-gone": "the package is gone",
  "signature-changed": "parameters, results or arguments changed",
  "statement-doubled": "the statement is there more than once",
  "statement-gone": "the statement is gone",
  "statement-wrapped": "the statement stands deeper",
  "statements-reordered": "the statements are there, in another order or with others between them",
};

/** A variant of one change that fits the new release exactly as often as the change says. */
export interface Proposal {
  /** The change with its header, as it stands in the patch file from `since` on. */
  readonly text: string;
  /** From 0 to 1: how much of the declaration, and of the pattern, is as it was. */
  readonly score: number;
}

/** A finding with what explains it, and what would mend it where that is beyond doubt. */
export interface Diagnosis {
  readonly drift: Drift;
  readonly class: DriftClass;
  /** What in the sources says so, as sentences without a full stop. */
  readonly evidence: readonly string[];
  readonly proposal?: Proposal;
}
