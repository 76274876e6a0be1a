import { allowancesOf, causeOf, inlinedOfPolicy } from "../cause.ts";
import type { ChangedFunction, ReferenceDelta } from "../object/comparison.ts";
import { type FunctionPolicy, policyFor, speaksFor } from "../policy.ts";
import type { AuditSubject } from "../subject.ts";

/** What a changed function calls or refers to beyond what it did, and nothing allows. None where it may not differ at all. */
export function excessReferences(subject: AuditSubject, one: ChangedFunction): ReferenceDelta[] {
  if (causeOf(subject, one).kind === "unplanned") return [];
  return one.references.filter(
    (delta) => delta.kind !== "other" && delta.count > 0 && !mayRefer(subject, one, delta),
  );
}

/** Whether an allowed function may refer to this beyond what it did. */
export function mayRefer(subject: AuditSubject, one: ChangedFunction, delta: ReferenceDelta): boolean {
  const { target } = delta;
  if (isMadeOnTheWay(target) || names([one.after.name, ...inlinedOfPolicy(subject, one)], target))
    return true;
  const own = policyFor(subject.policy, one.after.name);
  if (own && names(own.calls, target)) return true;
  return stacksOf(delta).every((stack) => comesAlong(subject, allowancesOf(subject, one), stack, target));
}

/** Whether code that is inlined there may refer to the target: what is allowed to be called may be inlined, too. */
function comesAlong(
  subject: AuditSubject,
  allowances: readonly FunctionPolicy[],
  stack: readonly string[],
  target: string,
): boolean {
  const callees = allowances.flatMap(({ calls }) => calls);
  return stack.some((inlined) => {
    if (names(callees, inlined)) return true;
    const entry = policyFor(subject.policy, inlined);
    return entry !== undefined && (names(entry.calls, target) || hasGained(subject, entry, target));
  });
}

/** Whether a function of this entry refers to the target more often than before; that is judged there. */
function hasGained({ objects }: AuditSubject, { symbol }: FunctionPolicy, target: string): boolean {
  return (
    "value" in objects &&
    objects.value.changed.some(
      ({ after, references }) =>
        speaksFor(symbol, after.name) && references.some((one) => one.target === target && one.count > 0),
    )
  );
}

/** The inline stacks of what was lost or gained; `[]` is code of the function itself. */
export function stacksOf({ within }: ReferenceDelta): readonly (readonly string[])[] {
  return within ?? [[]];
}

/** Strings, types, dictionaries and other read-only data that the compiler made, and the check for stack space. */
export function isMadeOnTheWay(target: string): boolean {
  return /^(go[:.](string|itab|buildid|map)|type[:.]|\$|runtime\.morestack)|\.\.(stmp_$|dict\.)|\.jump$/.test(
    target,
  );
}

/** Whether it is one of these functions, its closure, or the value that stands for it. */
function names(allowed: readonly string[], target: string): boolean {
  const name = target.replace(/·f$/, "");
  return allowed.some((one) => speaksFor(one, name));
}
