import type { ChangedFunction } from "./object/comparison.ts";
import { type FunctionPolicy, policyFor, speaksFor } from "./policy.ts";
import type { Cause } from "./report.ts";
import type { AuditSubject } from "./subject.ts";

/** What decides why a function differs. */
type Known = Pick<AuditSubject, "policy" | "planned" | "sources">;

/** Why a function differs: the policy names it, or a function that the policy names was inlined into it. */
export function causeOf(subject: Known, one: ChangedFunction): Cause {
  const { name } = one.after;
  const entry = policyFor(subject.policy, name);
  if (entry) {
    const touching = subject.planned.find(({ symbol }) => speaksFor(symbol, name));
    return plannedCause(entry, touching?.changes ?? []);
  }
  const [inlined] = inlinedOfPolicy(subject, one);
  // That a planned function is inlined explains what that one brings along, and no edit without an entry.
  if (inlined === undefined || [name, ...one.after.inlines].some((code) => isEdited(subject, code)))
    return { kind: "unplanned" };
  return { kind: "inlines", symbol: inlined };
}

/** That the policy names a function, and where; `changes` are those of the patch set in it. */
export function plannedCause({ reason, line, file }: FunctionPolicy, changes: readonly string[]): Cause {
  return {
    kind: "planned",
    reason,
    policyLine: line,
    ...(file !== undefined && { policyFile: file }),
    changes,
  };
}

/** The functions of the policy that are, or were, inlined into this one. */
export function inlinedOfPolicy(
  { policy }: Pick<Known, "policy">,
  { before, after }: ChangedFunction,
): string[] {
  const all = new Set([...after.inlines, ...before.inlines]);
  return [...all].filter((callee) => policyFor(policy, callee));
}

/** The policy entries that let a function have other code: its own, or those of the functions inlined into it. */
export function allowancesOf(subject: Known, one: ChangedFunction): FunctionPolicy[] {
  const { kind } = causeOf(subject, one);
  if (kind === "unplanned") return [];
  const names = kind === "planned" ? [one.after.name] : inlinedOfPolicy(subject, one);
  return [...new Set(names.flatMap((name) => policyFor(subject.policy, name) ?? []))];
}

/** Whether the text of a function differs, or the patch set touches it, and the policy does not name it. */
function isEdited({ policy, planned, sources }: Known, name: string): boolean {
  const touched = "value" in sources ? sources.value.touched : [];
  const edited = [...planned.map(({ symbol }) => symbol), ...touched];
  return edited.some((symbol) => speaksFor(symbol, name)) && !policyFor(policy, name);
}
