import type { ChangedFunction } from "./object/comparison.ts";
import { type Policy, policyFor, speaksFor } from "./policy.ts";
import type { Cause } from "./report.ts";
import type { AuditSubject } from "./subject.ts";

/** Why a function differs: the policy names it, or a function that the policy names was inlined into it. */
export function causeOf(
  { policy, planned }: Pick<AuditSubject, "policy" | "planned">,
  { before, after }: ChangedFunction,
): Cause {
  const entry = policyFor(policy, after.name);
  if (entry) {
    const touching = planned.find(({ symbol }) => speaksFor(symbol, after.name));
    return {
      kind: "planned",
      reason: entry.reason,
      policyLine: entry.line,
      changes: touching?.changes ?? [],
    };
  }
  const inlined = [...after.inlines, ...before.inlines].find((callee) => policyFor(policy, callee));
  return inlined === undefined ? { kind: "unplanned" } : { kind: "inlines", symbol: inlined };
}

/** Whether the policy lets this function have other code. */
export const mayChange = (
  subject: { readonly policy: Policy; readonly planned: AuditSubject["planned"] },
  one: ChangedFunction,
): boolean => causeOf(subject, one).kind !== "unplanned";
