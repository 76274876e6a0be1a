import { dirname } from "node:path/posix";
import { causeOf } from "../cause.ts";
import type { Check } from "../check.ts";
import type { ChangedData, ChangedFunction, ObjectComparison } from "../object/comparison.ts";
import { isClosure, matchesPattern, mayReplace } from "../policy.ts";
import type { AuditSubject } from "../subject.ts";
import { compared, onObjects, policyName } from "./object-outcome.ts";
import { isMadeOnTheWay, mayRefer } from "./object-references.ts";

export const data: Check = {
  id: "data",
  family: "code",
  title: "Variables, types and constants are as before, but for those that the policy names",
  why: "Types decide layout and reflection, variables how a package starts. Strings and other constants without a name are compared with the functions that use them.",
  remedy: "Hold new data in a package of the policy, or name the symbol in it with the reason.",
  run: (subject) =>
    onObjects(subject, (objects) => {
      const { policy } = subject;
      const isConsequence = consequences(subject, objects);
      const findings = objects.data
        .filter(({ package: path }) => policy.packages.every((one) => one.path !== path))
        .filter(({ name }) => !policy.data.some(({ pattern }) => matchesPattern(name, pattern)))
        .filter((one) => !isConsequence(one))
        .map(({ package: path, name, kind }) => ({
          check: "data",
          subject: name,
          message: `it is ${kind} in ${path}; ${policyName(subject)} does not name it`,
        }));
      return compared(objects, findings);
    }),
};

/** Whether a symbol comes or goes with code of its package that may differ. What is changed never does. */
function consequences(subject: AuditSubject, objects: ObjectComparison): (one: ChangedData) => boolean {
  const allowed = objects.changed.filter((one) => causeOf(subject, one).kind !== "unplanned");
  const refersTo = ({ references }: ChangedFunction, name: string) =>
    references.find(({ target, count }) => target === name && count > 0);
  return ({ package: path, name, kind }) => {
    const here = kind === "changed" ? [] : allowed.filter(({ after }) => after.package === path);
    if (isMadeOnTheWay(name) && !isDeclaredType(name)) return here.length > 0;
    if (!name.endsWith("·f")) return false;
    const closure = name.slice(0, -"·f".length);
    if (kind === "removed") return isClosure(closure) && mayReplace(subject.policy, closure);
    if (kind !== "added") return false;
    return here.some((one) => {
      const delta = refersTo(one, name);
      return delta !== undefined && mayRefer(subject, one, delta);
    });
  };
}

/** The descriptor of a type with a name, or of its pointer: it is there because the type is declared. */
function isDeclaredType(name: string): boolean {
  return /^type[:.]\*?[\w/][\w./%~-]*\.[\w·]+$/.test(name);
}

export const exportData: Check = {
  id: "export-data",
  family: "calling convention",
  title: "Packages that the patch set does not touch export the same",
  why: "Export data is what importers are compiled against: signatures, layouts, constants, and bodies to inline. If it differs in a package whose sources do not, something reached it from another one.",
  remedy: "Keep exported declarations, and the bodies of functions that are inlined elsewhere.",
  run: (subject) =>
    onObjects(subject, (objects) => {
      const touched = touchedPackages(subject);
      const readable = objects.packages.filter(
        ({ path, sameExports }) => sameExports !== undefined && !touched(path),
      );
      if (readable.length === 0)
        return { kind: "not-checked", why: "no package is on both sides whose export data can be read" };
      const findings = readable
        .filter(({ sameExports }) => !sameExports)
        .map(({ path }) => ({
          check: "export-data",
          subject: path,
          message: "it exports something else than before, although nothing in it is to change",
        }));
      return { kind: "checked", looked: `${readable.length} packages`, findings };
    }),
};

/** Whether the policy or the patch set lets a function of the package change. */
function touchedPackages({ policy, planned }: AuditSubject): (path: string) => boolean {
  const symbols = policy.functions.map(({ symbol }) => symbol);
  const packages = new Set(planned.map(({ file }) => dirname(file)));
  return (path) => packages.has(path) || symbols.some((symbol) => isInPackage(symbol, path));
}

function isInPackage(symbol: string, path: string): boolean {
  return symbol.startsWith(`${path}.`) && !symbol.slice(path.length).includes("/");
}
