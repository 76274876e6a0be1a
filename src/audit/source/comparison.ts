import type { Finding } from "../finding.ts";

/** A source file below GOROOT/src, before and after; undefined: it is not there. */
export interface SourceFile {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** What go vet, the assembler or the compiler said of the patched packages, read by the tool runner. */
export interface Observation {
  /** The command that was run, in the words of a user: `go vet -asmdecl ./internal/bytealg`. */
  readonly command: string;
  /** How many packages it looked at. */
  readonly packages: number;
  /** Undefined subject lines are about the whole run. */
  readonly problems: readonly Omit<Finding, "check">[];
}

/** The patched sources against the pristine ones, and what Go's own tools say of them. */
export interface SourceComparison {
  /** Every file that differs, sorted by path. Files outside what the plan says are `unplanned`. */
  readonly files: readonly SourceFile[];
  /** The paths that the plan changes or adds. */
  readonly plannedPaths: readonly string[];
  /** `go vet -asmdecl -framepointer` on changed packages that have assembly; undefined where it was not run. */
  readonly vet: Observation | undefined;
  /** Constants in the go_asm.h of changed packages that have assembly, before and after; undefined where not made. */
  readonly asmHeaders: readonly AsmHeader[] | undefined;
}

/** The constants that a package's assembly sees: name → value. */
export interface AsmHeader {
  readonly package: string;
  readonly before: Readonly<Record<string, string>>;
  readonly after: Readonly<Record<string, string>>;
}
