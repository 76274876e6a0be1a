import { formatCount } from "../../base/units.ts";
import { inlinedOfPolicy } from "../cause.ts";
import type { Check } from "../check.ts";
import type { ChangedFunction, ObjectFunction, ReferenceDelta } from "../object/comparison.ts";
import { mayReplace } from "../policy.ts";
import type { AuditSubject } from "../subject.ts";
import { bytes, compared, differsUnplanned, findingOn, onChanged, onObjects } from "./object-outcome.ts";
import { excessReferences, newClosures, stacksOf } from "./object-references.ts";
import { comesFromRelease } from "./release-packages.ts";

export const argumentArea: Check = {
  id: "argument-area",
  family: "calling convention",
  title: "The argument area of every function is as large as before",
  why: "It holds arguments and results on the stack and the spill area of those in registers; the caller reserves it. A callee that takes more writes into its caller's frame.",
  remedy: "Keep the signature; pass what a hook needs another way.",
  run: (subject) =>
    onChanged("argument-area", subject, ({ before, after, facts }) =>
      facts.includes("args") ? `it was ${area(before)}, and is ${area(after)}` : undefined,
    ),
};

function area({ args }: ObjectFunction): string {
  return args === undefined ? "unknown" : bytes(args);
}

export const abiWrappers: Check = {
  id: "abi-wrappers",
  family: "calling convention",
  title: "Every function has the ABI that it had, and the wrappers between ABI0 and ABIInternal are the same",
  why: "Assembly calls by ABI0, on the stack; Go by ABIInternal, in registers. The wrappers between them exist for functions that the other side refers to; one that comes or goes says that a reference across was made or lost.",
  remedy: "Do not implement or call functions across the two, and keep linknames as they were.",
  run: (subject) =>
    onObjects(subject, (objects) => {
      const find = (name: string, message: string) => findingOn("abi-wrappers", subject, name, message);
      const before = new Map(objects.removed.map((one) => [one.name, one.abi]));
      return compared(objects, [
        ...objects.changed
          .filter(({ facts }) => facts.includes("abi"))
          .map((one) => find(one.after.name, `it was ${kindOf(one.before)}, and is ${kindOf(one.after)}`)),
        ...objects.added
          .filter((one) => (one.wrapper && !comesFromRelease(subject, one)) || before.has(one.name))
          .map((one) =>
            find(one.name, `it was ${before.get(one.name) ?? "not there"}, and is ${kindOf(one)}`),
          ),
        ...objects.removed
          .filter(({ wrapper }) => wrapper)
          .map((one) => find(one.name, `it was ${kindOf(one)}, and is gone`)),
      ]);
    }),
};

function kindOf({ abi, wrapper }: ObjectFunction): string {
  return wrapper ? `a wrapper of ${abi}` : abi;
}

export const stackMaps: Check = {
  id: "stack-maps",
  family: "calling convention",
  title: "Stack maps and liveness of arguments are as before outside the policy",
  why: "They tell the garbage collector which words of the frame and of the arguments hold pointers at each call. One that is missing frees what is in use.",
  remedy: "Let only the functions of the policy differ.",
  run: (subject) =>
    onChanged("stack-maps", subject, (one) =>
      differsUnplanned(subject, one, "stackmaps")
        ? "its stack maps differ, and nothing allows them to"
        : undefined,
    ),
};

export const lostCalls: Check = {
  id: "lost-calls",
  family: "calling convention",
  title: "Every changed function still makes the calls that it made",
  why: "A hook is added to what a function does. A call or a deferred closure that is gone is work that the compiler no longer does: an unlock, a recover, a removed output.",
  remedy:
    "Keep the call. A patch that must replace one is no instrumentation; its policy entry says `replaces`, and why.",
  run: (subject) =>
    onChanged("lost-calls", subject, (one) =>
      one.references
        .filter(({ kind, count, target }) => kind !== "other" && count < 0 && !isStackCheck(target))
        .filter(({ target }) => !isOtherBarrier(one, target))
        .filter((delta) => !isNowCalled(subject, one, delta) && !isReplaced(subject, one, delta))
        .map((delta) => `it lost ${described(delta)}`),
    ),
};

/** Whether it stood in a function of the policy that was inlined, and is called now: that one makes the call. */
function isNowCalled(subject: AuditSubject, one: ChangedFunction, lost: ReferenceDelta): boolean {
  const called = one.references.filter(({ kind, count }) => kind === "call" && count > 0);
  const now = inlinedOfPolicy(subject, one).filter((name) => called.some(({ target }) => target === name));
  return stacksOf(lost).every((stack) => stack.some((name) => now.includes(name)));
}

/** A function that has become NOSPLIT has no check for stack space; `nosplit-flag` says so. */
const isStackCheck = (target: string): boolean => target.startsWith("runtime.morestack");

/** Up to go1.20 there is a write barrier for each register that may hold the pointer: which one, register allocation says. */
function isOtherBarrier({ references }: ChangedFunction, target: string): boolean {
  const isBarrier = (name: string): boolean => name.startsWith("runtime.gcWriteBarrier");
  const barriers = references.filter((one) => isBarrier(one.target));
  return isBarrier(target) && barriers.reduce((sum, { count }) => sum + count, 0) >= 0;
}

/** Whether it stood in code that the policy lets be replaced. */
function isReplaced({ policy }: AuditSubject, { after }: ChangedFunction, lost: ReferenceDelta): boolean {
  return stacksOf(lost).every((stack) => [after.name, ...stack].some((name) => mayReplace(policy, name)));
}

export const newCalls: Check = {
  id: "new-calls",
  family: "calling convention",
  title: "Changed functions and their new closures call and refer to nothing more than the policy says",
  why: "A call may block, allocate, grow the stack or write what others read. What a hook may call is decided once, in the policy, and not by what happens to be in a patch.",
  remedy: "Take the call out of the patch, or write it into `calls` of the function's policy entry.",
  run: (subject) =>
    onObjects(subject, (objects) => {
      const gaining = [...objects.changed, ...newClosures(subject, objects)];
      const findings = gaining.flatMap((one) =>
        excessReferences(subject, one).map((delta) =>
          findingOn(
            "new-calls",
            subject,
            one.after.name,
            `it gained ${described(delta)}, which the policy does not allow`,
          ),
        ),
      );
      return compared(objects, findings);
    }),
};

function described({ kind, target, count }: ReferenceDelta): string {
  const times = formatCount(Math.abs(count), kind === "call" ? "call" : "reference");
  return `${times} ${kind === "call" ? "of" : "to"} ${target}`;
}

export const linknameFlag: Check = {
  id: "linkname-flag",
  family: "calling convention",
  title: "The functions that linkname directives reach are the same",
  why: "A linkname binds two names across packages, past types and exports. The linker decides by this flag who may refer to what.",
  remedy: "Keep the linkname directives of the package as they were.",
  run: (subject) =>
    onObjects(subject, (objects) => {
      if (!objects.knowsLinknames)
        return { kind: "not-checked", why: "the objects of this release do not hold the flag" };
      const find = (name: string, message: string) => findingOn("linkname-flag", subject, name, message);
      return compared(objects, [
        ...objects.changed
          .filter(({ facts }) => facts.includes("linkname"))
          .map(({ after }) =>
            find(
              after.name,
              after.linkname ? "a linkname reaches it now" : "no linkname reaches it any more",
            ),
          ),
        ...objects.added
          .filter(({ linkname, assembly }) => linkname && !assembly)
          .map(({ name }) => find(name, "it is new, and a linkname reaches it")),
      ]);
    }),
};
