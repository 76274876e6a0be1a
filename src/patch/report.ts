import type { Diagnosis } from "./repair/diagnosis.ts";

/** What a patch set comes to on one source tree. */
export interface PatchReport {
  /** `go1.27.3`, or what the tree says of itself. */
  readonly release: string;
  /** Its folder. */
  readonly goroot: string;
  readonly patchSet: string;
  /** The changes that fit, with file and line in the pristine source; empty if there is drift. */
  readonly changes: readonly { readonly id: string; readonly file: string; readonly line: number }[];
  readonly newFiles: readonly string[];
  /** All that does not fit, each with what happened upstream and, where that is beyond doubt, what would mend it. */
  readonly drift: readonly Diagnosis[];
  /** The older release that the set fits and that the drift was explained by, if there is one on this machine. */
  readonly comparedWith?: string;
}

/** A tree that could not be looked at. */
export interface UncheckedTree {
  readonly goroot: string;
  /** Of the failure, such as `no-compiler-source`. */
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

/** What a patch set comes to on several source trees. */
export interface PatchReports {
  readonly patchSet: string;
  readonly releases: readonly PatchReport[];
  readonly unchecked: readonly UncheckedTree[];
}
