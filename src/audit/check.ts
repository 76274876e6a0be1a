import type { Family, Finding } from "./finding.ts";
import type { AuditSubject } from "./subject.ts";

/** One question to a toolchain. A new one is a file in checks/ and a line in checks/index.ts. */
export interface Check {
  /** Stable, in kebab-case: the rule id in SARIF, the name in the documentation. */
  readonly id: string;
  readonly family: Family;
  /** What is true when it passes: "The frame of every function is as large as before". */
  readonly title: string;
  /** Which invariant of Go this is, and what breaks when it does not hold. */
  readonly why: string;
  /** What to do about a finding, in the imperative. */
  readonly remedy: string;
  readonly run: (subject: AuditSubject) => Outcome;
}

/**
 * The answer: what was looked at (a count and a noun: "40644 functions") with everything found, or why nothing could be
 * looked at. A check that has nothing to look at was not made; it never passes.
 */
export type Outcome =
  | { readonly kind: "checked"; readonly looked: string; readonly findings: readonly Finding[] }
  | { readonly kind: "not-checked"; readonly why: string };

/** Makes the outcome of a check that looks at things one by one. */
export function checked<T>(
  things: readonly T[],
  noun: string,
  find: (thing: T) => readonly Finding[],
): Outcome {
  if (things.length === 0) return { kind: "not-checked", why: `there are no ${noun} to look at` };
  return {
    kind: "checked",
    looked: `${things.length} ${noun}`,
    findings: things.flatMap((thing) => find(thing)),
  };
}
