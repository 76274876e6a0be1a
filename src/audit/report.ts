import type { BinaryComparison } from "./binary/comparison.ts";
import type { Check } from "./check.ts";
import type { Finding } from "./finding.ts";
import type { ReferenceDelta } from "./object/comparison.ts";

/** Everything that an audit has to say. Same inputs, same value: no clock, no path of this machine. */
export interface AuditReport {
  readonly schema: 1;
  readonly verdict: "passed" | "failed";
  readonly toolchain: {
    readonly goVersion: string;
    readonly goos: string;
    readonly goarch: string;
    /** Undefined where two binaries or GOROOTs are compared that no patch set of ours made. */
    readonly patchSet: { readonly name: string; readonly fingerprint: string } | undefined;
    /** In the order in which they were built; at least one. */
    readonly tools: readonly AuditedTool[];
  };
  /** In the order of the families, then as listed in checks/index.ts. */
  readonly checks: readonly CheckResult[];
  readonly findings: readonly Finding[];
  /** What several tools hold counts in each of them, and is listed once. */
  readonly functions: {
    readonly compared: number;
    readonly identical: number;
    /** Of linked tools without their objects: how many refer to data of which it is not known whether it is the same. */
    readonly undecided: number;
    readonly changed: readonly ReportedFunction[];
    readonly added: readonly string[];
    readonly removed: readonly string[];
  };
  readonly packages: {
    readonly compared: number;
    readonly identical: number;
    readonly added: readonly string[];
  };
}

/** A tool that was compared, and which file it is where there is one. */
export interface AuditedTool {
  /** `cmd/compile`. */
  readonly tool: string;
  readonly stock: BinaryComparison["stock"] | undefined;
  readonly instrumented: BinaryComparison["instrumented"] | undefined;
}

export interface CheckResult extends Pick<Check, "id" | "family" | "title" | "why" | "remedy"> {
  readonly status: "passed" | "failed" | "not-checked";
  /** What was looked at, or why nothing was. */
  readonly detail: string;
}

/** A function that differs, and why that is (or is not) as planned. */
export interface ReportedFunction {
  readonly name: string;
  readonly package: string;
  readonly cause: Cause;
  readonly facts: readonly string[];
  readonly size: Change<number>;
  readonly frame: Change<number>;
  readonly args: Change<number | undefined>;
  /** Undefined where only linked tools were compared: they do not say what they refer to. */
  readonly references: readonly Omit<ReferenceDelta, "within">[] | undefined;
  /** Undefined where it was not asked for, or the tool that disassembles is not there. */
  readonly instructions: InstructionDiff | undefined;
}

export interface Change<T> {
  readonly before: T;
  readonly after: T;
}

export type Cause =
  /** The policy names it. */
  | {
      readonly kind: "planned";
      readonly reason: string;
      readonly policyLine: number;
      /** Absent where the policy is one file. */
      readonly policyFile?: string;
      readonly changes: readonly string[];
    }
  /** A planned function was inlined into it. */
  | { readonly kind: "inlines"; readonly symbol: string }
  /** The same content under another number. */
  | { readonly kind: "renumbered"; readonly from: string }
  | { readonly kind: "unplanned" };

export interface InstructionDiff {
  /** False: the function is so long that only the neighbourhood of the differences is here. */
  readonly complete: boolean;
  readonly lines: readonly InstructionLine[];
}

export interface InstructionLine {
  readonly kind: "same" | "removed" | "added";
  /** `main.go:63`. */
  readonly source: string;
  /** Go's assembler syntax with symbolic operands and jumps relative to the function's entry. */
  readonly text: string;
}
