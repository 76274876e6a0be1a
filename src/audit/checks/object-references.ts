import { allowancesOf, causeOf, inlinedOfPolicy } from "../cause.ts";
import type { ChangedFunction, ObjectComparison, ReferenceDelta } from "../object/comparison.ts";
import { type CallPolicy, type FunctionPolicy, policyFor, speaksFor } from "../policy.ts";
import type { AuditSubject } from "../subject.ts";
import { isEmitted } from "./emitted.ts";

/** What a changed function calls or refers to beyond what it did, and nothing allows. None where it may not differ at all. */
export function excessReferences(subject: AuditSubject, one: ChangedFunction): ReferenceDelta[] {
  if (causeOf(subject, one).kind === "unplanned") return [];
  return gainedReferences(one).filter((delta) => !mayRefer(subject, one, delta));
}

/** What a function calls or refers to beyond what it did, and somebody must allow. */
export function gainedReferences({ references }: Pick<ChangedFunction, "references">): ReferenceDelta[] {
  return references.filter(
    ({ kind, count, target }) => kind !== "other" && count > 0 && !needsNoEntry(target),
  );
}

/** New closures and wrappers of the policy's functions: all that they do is gained. */
export function newClosures(
  { policy }: Pick<AuditSubject, "policy">,
  { added }: ObjectComparison,
): ChangedFunction[] {
  const isOfPackage = (path: string): boolean => policy.packages.some((one) => one.path === path);
  return added
    .filter((one) => !isOfPackage(one.package) && policyFor(policy, one.name))
    .map((one) => ({ before: one, after: one, facts: [], references: one.references }));
}

/** Whether an allowed function may refer to this beyond what it did. */
export function mayRefer(subject: AuditSubject, one: ChangedFunction, delta: ReferenceDelta): boolean {
  const { target } = delta;
  if (needsNoEntry(target) || names([one.after.name, ...inlinedOfPolicy(subject, one)], target)) return true;
  const own = policyFor(subject.policy, one.after.name);
  if (own && (names([own.symbol], target) || names(symbols(own), target))) return true;
  return stacksOf(delta).every((stack) => comesAlong(subject, allowancesOf(subject, one), stack, target));
}

/** Whether code that is inlined there may refer to the target: what is allowed to be called may be inlined, too. */
function comesAlong(
  subject: AuditSubject,
  allowances: readonly FunctionPolicy[],
  stack: readonly string[],
  target: string,
): boolean {
  const callees = allowances.flatMap(symbols);
  return stack.some((inlined) => {
    if (names(callees, inlined)) return true;
    const entry = policyFor(subject.policy, inlined);
    return entry !== undefined && (names(symbols(entry), target) || hasGained(subject, entry, target));
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

function symbols({ calls }: FunctionPolicy): string[] {
  return calls.map(({ symbol }) => symbol);
}

/** Whether some of these references are to what a call of the policy names, or come along with its inlined code. */
export function isCallNeeded({ symbol }: CallPolicy, gained: readonly ReferenceDelta[]): boolean {
  return gained.some(
    (delta) =>
      names([symbol], delta.target) ||
      stacksOf(delta).some((stack) => stack.some((inlined) => names([symbol], inlined))),
  );
}

/** What every function may refer to. */
function needsNoEntry(target: string): boolean {
  return isMadeOnTheWay(target) || isEmitted(target);
}

/** Strings, types, dictionaries and other read-only data that the compiler made. */
export function isMadeOnTheWay(target: string): boolean {
  return /^(go[:.](string|itab|buildid|map)|type[:.]|\$)|\.\.(stmp_$|dict\.)|\.jump$/.test(target);
}

/** Whether it is one of these functions, its closure, or the value that stands for it. */
function names(allowed: readonly string[], target: string): boolean {
  const name = target.replace(/·f$/, "");
  return allowed.some((one) => speaksFor(one, name));
}
