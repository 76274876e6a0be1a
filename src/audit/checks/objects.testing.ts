import type {
  AddedFunction,
  ChangedFunction,
  ObjectComparison,
  ObjectFunction,
} from "../object/comparison.ts";
import type { Policy } from "../policy.ts";
import type { AuditSubject } from "../subject.ts";
import { objectChecks } from "./objects.ts";

/** A function of 100 bytes of code without a frame. */
export function testFunction(name: string, one: Partial<AddedFunction> = {}): AddedFunction {
  return {
    name,
    package: name.slice(0, name.indexOf(".", name.lastIndexOf("/") + 1)),
    ...{ abi: "ABIInternal", size: 100, frame: 0, args: 8, startLine: 1, place: undefined, references: [] },
    ...{ nosplit: false, wrapper: false, assembly: false, dupok: false, linkname: false, leaf: false },
    ...{ marks: [], pcsp: steps(0, one.frame ?? 0, 0), openCodedDefers: false, inlines: [] },
    ...one,
  };
}

/** SP at every PC: these values, at distances of one byte. */
export function steps(...deltas: number[]): ObjectFunction["pcsp"] {
  return deltas.map((delta, pc) => ({ pc, delta }));
}

export interface TestChange extends Partial<Pick<ChangedFunction, "facts" | "references">> {
  readonly before?: Partial<ObjectFunction>;
  readonly after?: Partial<ObjectFunction>;
}

/** A function that differs: in its code, if nothing else is said. */
export function changed(name: string, { before, after, ...rest }: TestChange = {}): ChangedFunction {
  const sides = { before: testFunction(name, before), after: testFunction(name, { ...before, ...after }) };
  return { ...sides, facts: ["code"], references: [], ...rest };
}

/** A subject that has objects only: one identical package, what is given, and a policy that allows `p.F`. */
export function objectSubject(
  objects: Partial<ObjectComparison>,
  policy: Partial<Policy> = {},
  goarch = "amd64",
): AuditSubject {
  const missing = { missing: "not part of this test" };
  const value: ObjectComparison = {
    packages: [{ path: "same", kind: "identical", sameExports: true }],
    functions: { compared: 2, identical: 1 },
    instrumented: [],
    changed: [],
    renamed: [],
    added: [],
    removed: [],
    data: [],
    knowsLinknames: true,
    ...objects,
  };
  const entry = {
    symbol: "p.F",
    line: 3,
    reason: "test",
    frame: { default: 8 },
    calls: [{ symbol: "hook.Start", line: 5 }],
  };
  return {
    goos: "linux",
    goarch,
    policy: { file: "policy.yaml", functions: [entry], packages: [hookPackage], data: [], ...policy },
    planned: [{ symbol: "p.F", changes: ["start/main"], file: "p/f.go", line: 12 }],
    objects: { value },
    binaries: missing,
    sources: missing,
    installed: missing,
    installedFiles: missing,
    refused: undefined,
  };
}

const hookPackage = { path: "hook", line: 9, reason: "test", frame: 64, nosplit: false };

/** What a check of objects says: `not checked: why`, or its findings as `subject: message`. */
export function findings(id: string, subject: AuditSubject): string[] {
  const outcome = objectChecks.find((check) => check.id === id)?.run(subject);
  if (!outcome) throw new Error(`no check ${id}`);
  if (outcome.kind === "not-checked") return [`not checked: ${outcome.why}`];
  return outcome.findings.map(({ subject: about, message }) => `${about}: ${message}`);
}
