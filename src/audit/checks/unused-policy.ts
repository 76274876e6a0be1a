import { type Check, checked } from "../check.ts";
import type { Finding } from "../finding.ts";
import type { ObjectComparison } from "../object/comparison.ts";
import {
  type FunctionPolicy,
  frameBudget,
  matchesPattern,
  type PackagePolicy,
  type PolicyPlace,
  speaksFor,
} from "../policy.ts";
import type { AuditSubject } from "../subject.ts";
import { asksForNosplit } from "./object-added.ts";
import { bytes, onObjects, policyName } from "./object-outcome.ts";
import { isCallNeeded } from "./object-references.ts";
import { differingFunctions, type Need, needOf, replacesSomething } from "./policy-needs.ts";

export const unusedPolicy: Check = {
  id: "unused-policy",
  family: "policy",
  title:
    "Every entry of the policy, and every call in it, lets something be that is there; no frame is far too large",
  why: "An entry that nothing needs is a permission without a reason: the next change that it happens to fit passes unseen.",
  remedy:
    "Remove what is named, or narrow it: `since`, `until` and `goarch` say for which builds an entry or a call is.",
  run: (subject) =>
    onObjects(subject, (objects) =>
      checked(
        permissions(subject, objects),
        "permissions of the policy",
        ({ about, place, excess }): Finding[] =>
          excess === undefined
            ? []
            : [
                {
                  check: "unused-policy",
                  subject: about,
                  message: `${place.file ?? policyName(subject)}:${place.line}: ${excess}`,
                },
              ],
      ),
    ),
};

/** One thing that the policy allows. */
interface Permission {
  /** Key of its entry. */
  readonly about: string;
  readonly place: PolicyPlace;
  /** What of it nothing needs; undefined: it is needed. */
  readonly excess: string | undefined;
}

function permissions(subject: AuditSubject, objects: ObjectComparison): Permission[] {
  const { functions, packages, data } = subject.policy;
  return [
    ...functions.flatMap((entry) => ofFunction(subject, objects, entry)),
    ...packages.flatMap((entry) => ofPackage(objects, entry)),
    ...data.map((entry) =>
      permission(
        entry.pattern,
        entry,
        wholeEntry,
        objects.data.some(({ name }) => matchesPattern(name, entry.pattern)),
      ),
    ),
  ];
}

const wholeEntry = "no difference needs this entry";

function permission(about: string, place: PolicyPlace, excess: string, needed: boolean): Permission {
  return { about, place, excess: needed ? undefined : excess };
}

/** If the whole entry is not needed, its parts are not asked for. */
function ofFunction(subject: AuditSubject, objects: ObjectComparison, entry: FunctionPolicy): Permission[] {
  const { symbol, calls, replaces } = entry;
  const used = differingFunctions(objects).some((name) => speaksFor(symbol, name));
  const whole = permission(symbol, entry, wholeEntry, used);
  if (!used) return [whole];
  const need = needOf(subject, objects, entry);
  return [
    whole,
    ...calls.map((call) =>
      permission(
        symbol,
        call,
        `no difference needs the call of ${call.symbol}`,
        isCallNeeded(call, need.gained),
      ),
    ),
    frame(symbol, entry, frameBudget(entry, subject.goarch), need.frame),
    ...(replaces === undefined
      ? []
      : [
          permission(
            symbol,
            entry,
            "nothing of the original is replaced",
            replacesSomething(subject, objects, entry),
          ),
        ]),
  ];
}

/** Its `frame` is a limit for code that is new, and no permission to grow: it may be any. */
function ofPackage({ added }: ObjectComparison, entry: PackagePolicy): Permission[] {
  const { path, nosplit } = entry;
  const functions = added.filter((one) => one.package === path);
  const whole = permission(path, entry, wholeEntry, functions.length > 0);
  if (functions.length === 0 || !nosplit) return [whole];
  return [
    whole,
    permission(path, entry, "no function in it asks for NOSPLIT", functions.some(asksForNosplit)),
  ];
}

/** Frames differ by release and architecture, so a budget may be larger than what is needed: up to twice, or by up to this. */
const slack = 64;

function frame(about: string, place: PolicyPlace, budget: number, needed: Need["frame"]): Permission {
  const excess = `the frame may grow by ${bytes(budget)}, and only ${needed} are needed`;
  return permission(about, place, excess, budget <= 2 * needed || budget < needed + slack);
}
