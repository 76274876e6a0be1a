import type { Check } from "../check.ts";
import type { ObjectFunction } from "../object/comparison.ts";
import { frameBudget, type PackagePolicy, policyFor } from "../policy.ts";
import type { AuditSubject } from "../subject.ts";
import { bytes, onFunctions, policyName } from "./object-outcome.ts";
import { comesFromRelease } from "./release-packages.ts";

export const addedCode: Check = {
  id: "added-code",
  family: "code",
  title: "New functions lie in packages of the policy or are closures of its functions, and keep its limits",
  why: "New code can do anything that the old one is checked for: take a large frame in a chain that must not split the stack, be assembly, shadow a function by linkname.",
  remedy: "Move it into a package of the policy and within its limits, or change those with a reason.",
  run: (subject) =>
    onFunctions(
      "added-code",
      subject,
      "new functions",
      ({ added }) => added,
      (one) => {
        if (comesFromRelease(subject, one)) return undefined;
        if (one.assembly) return "it is new, and assembly";
        const owner = packageOf(subject, one);
        return owner ? inPackage(one, owner) : asClosure(subject, one);
      },
    ),
};

/** The policy of the package that it lies in, or for whose types the compiler made it elsewhere. */
function packageOf({ policy }: AuditSubject, one: ObjectFunction): PackagePolicy | undefined {
  return (
    policy.packages.find(({ path }) => path === one.package) ??
    policy.packages.find(({ path }) => one.dupok && one.name.includes(`${path}.`))
  );
}

function inPackage(one: ObjectFunction, owner: PackagePolicy): string | undefined {
  if (one.frame > owner.frame)
    return `its frame is ${bytes(one.frame)}; the policy allows new functions of ${owner.path} ${owner.frame}`;
  if (!owner.nosplit && asksForNosplit(one))
    return `it is NOSPLIT on request (frame of ${bytes(one.frame)}); the policy does not allow that in ${owner.path}`;
  return undefined;
}

// abi.StackSmall: the assembler makes no leaf NOSPLIT by itself whose frame is as large.
const stackSmall = 128;

/** Whether it is NOSPLIT because somebody wants it to be. */
export function asksForNosplit({ nosplit, leaf, wrapper, frame }: ObjectFunction): boolean {
  return nosplit && !wrapper && frame > 0 && (!leaf || frame >= stackSmall);
}

/** A closure of a function that may change has a frame of at most what that one may grow by. */
function asClosure(subject: AuditSubject, one: ObjectFunction): string | undefined {
  const owner = policyFor(subject.policy, one.name);
  if (!owner) return `it is new in ${one.package}; ${policyName(subject)} names neither it nor its package`;
  const budget = frameBudget(owner, subject.goarch);
  if (one.frame <= budget) return undefined;
  return `its frame is ${bytes(one.frame)}; the policy allows ${owner.symbol} and its new closures ${budget}`;
}
