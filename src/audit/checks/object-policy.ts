import { type Check, checked } from "../check.ts";
import type { Finding } from "../finding.ts";
import type { ObjectComparison } from "../object/comparison.ts";
import { matchesPattern, speaksFor } from "../policy.ts";
import type { AuditSubject } from "../subject.ts";
import { onObjects, policyName } from "./object-outcome.ts";

export const plannedButUnchanged: Check = {
  id: "planned-but-unchanged",
  family: "code",
  title: "Every function that the patch set touches differs",
  why: "A hook whose function has the old code was compiled away, lies in dead code, or the object is an old one: what it should record is missing in every trace.",
  remedy: "Look why the change has no effect; build the toolchain again (traceinject build --force).",
  run: (subject) =>
    onObjects(subject, (objects) => {
      const names = differingFunctions(objects);
      return checked(subject.planned, "functions that the patch set touches", (one): Finding[] => {
        if (names.some((name) => speaksFor(one.symbol, name))) return [];
        const message = `${one.changes.join(", ")} touches it, but it is as before`;
        const place = { file: one.file, line: one.line };
        return [{ check: "planned-but-unchanged", subject: one.symbol, message, place }];
      });
    }),
};

export const unusedPolicy: Check = {
  id: "unused-policy",
  family: "policy",
  title: "Every entry of the policy lets something be that is there",
  why: "An entry that nothing needs is a permission without a reason: the next change that it happens to fit passes unseen.",
  remedy: "Remove the entry, or narrow it to what differs.",
  run: (subject) =>
    onObjects(subject, (objects) =>
      checked(entriesOf(subject, objects), "policy entries", ({ name, line, used }): Finding[] => {
        if (used) return [];
        const message = `${policyName(subject)}:${line}: no difference needs this entry`;
        return [{ check: "unused-policy", subject: name, message }];
      }),
    ),
};

interface Entry {
  readonly name: string;
  readonly line: number;
  readonly used: boolean;
}

function entriesOf({ policy }: AuditSubject, objects: ObjectComparison): Entry[] {
  const names = differingFunctions(objects);
  return [
    ...policy.functions.map(({ symbol, line }) => ({
      name: symbol,
      line,
      used: names.some((name) => speaksFor(symbol, name)),
    })),
    ...policy.packages.map(({ path, line }) => ({
      name: path,
      line,
      used: objects.added.some((one) => one.package === path),
    })),
    ...policy.data.map(({ pattern, line }) => ({
      name: pattern,
      line,
      used: objects.data.some(({ name }) => matchesPattern(name, pattern)),
    })),
  ];
}

/** All that is not what and where it was. */
function differingFunctions({ changed, renamed, added }: ObjectComparison): string[] {
  return [...changed, ...renamed].map(({ after }) => after.name).concat(added.map(({ name }) => name));
}
