import type { GoVersion } from "../base/version.ts";
import type { BinaryComparison } from "./binary/comparison.ts";
import type { ObjectComparison } from "./object/comparison.ts";
import type { Policy } from "./policy.ts";
import type { SourceComparison } from "./source/comparison.ts";

/** Everything that the checks may look at, read and compared before the first of them runs. */
export interface AuditSubject {
  readonly version: GoVersion;
  readonly goos: string;
  /** Of the audited tool, in Go's words: "amd64". */
  readonly goarch: string;
  readonly policy: Policy;
  /** The functions that the patch set changes, by linker symbol; empty where no patch set is known. */
  readonly planned: readonly PlannedFunction[];
  /** The parts that could be had. Checks whose part is missing are not made, and say why. */
  readonly objects: Part<ObjectComparison>;
  readonly binaries: Part<BinaryComparison>;
  readonly sources: Part<SourceComparison>;
}

/** A part of the subject, or the reason why there is none: "two binaries were given, no sources". */
export type Part<T> = { readonly value: T } | { readonly missing: string };

export interface PlannedFunction {
  /** Linker symbol: `cmd/compile/internal/gc.Main`, `cmd/compile/internal/base.(*Timings).append`. */
  readonly symbol: string;
  /** The changes that touch it: `start/entry`. */
  readonly changes: readonly string[];
  readonly file: string;
  /** Of the change, 1-based, in the pristine source. */
  readonly line: number;
}
