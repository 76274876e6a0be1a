import type { BinaryComparison } from "./binary/comparison.ts";
import type { ObjectComparison } from "./object/comparison.ts";
import type { Policy } from "./policy.ts";
import type { SourceComparison } from "./source/comparison.ts";

/** Everything that the checks may look at, read and compared before the first of them runs. */
export interface AuditSubject {
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
  readonly installed: Part<InstalledTool>;
  /** The other files beside it. */
  readonly installedFiles: Part<InstalledFiles>;
  /** What the linker said when it refused to link the patched tool; undefined: it did link it. */
  readonly refused: string | undefined;
}

/** The tool that stands in the toolchain, against the one that was built from its sources for this audit. */
export interface InstalledTool {
  /** Below the GOROOT: `pkg/tool/linux_amd64/compile`. */
  readonly path: string;
  readonly sha256: string;
  readonly rebuilt: string;
  /** The sections in which the two differ, where build ID and all that is loaded are the same. */
  readonly sameCode?: readonly string[];
}

/** The files of the toolchain, against those that it was made from. */
export interface InstalledFiles {
  readonly compared: number;
  /** Paths below the GOROOT. */
  readonly different: readonly { readonly path: string; readonly message: string }[];
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
