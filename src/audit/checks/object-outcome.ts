import { causeOf } from "../cause.ts";
import type { Outcome } from "../check.ts";
import type { Finding, SourceLine } from "../finding.ts";
import type { ChangedFunction, Fact, ObjectComparison, ObjectFunction } from "../object/comparison.ts";
import { speaksFor } from "../policy.ts";
import type { AuditSubject } from "../subject.ts";

/** The answer of a check that looks at objects; the reason why there are none is its own answer. */
export function onObjects(subject: AuditSubject, answer: (objects: ObjectComparison) => Outcome): Outcome {
  const { objects } = subject;
  return "missing" in objects ? { kind: "not-checked", why: objects.missing } : answer(objects.value);
}

/**
 * The answer of a check that asks what may differ in a function. All functions of both sides were looked at: those of
 * packages with the same bytes by that, the others one by one.
 */
export function onChanged(
  check: string,
  subject: AuditSubject,
  problem: (one: ChangedFunction) => string | readonly string[] | undefined,
): Outcome {
  return onObjects(subject, (objects) =>
    compared(
      objects,
      objects.changed.flatMap((one) =>
        [problem(one) ?? []].flat().map((message) => findingOn(check, subject, one.after.name, message)),
      ),
    ),
  );
}

/** The answer of a check on all that was compared. */
export function compared(objects: ObjectComparison, findings: readonly Finding[]): Outcome {
  const identical = objects.packages.filter(({ kind }) => kind === "identical").length;
  const { compared: functions } = objects.functions;
  if (identical + functions === 0) return { kind: "not-checked", why: "no package is on both sides" };
  return {
    kind: "checked",
    looked: `${functions} functions, and ${identical} packages with the same bytes`,
    findings,
  };
}

/** The answer of a check on some of the functions of the packages that differ. */
export function onFunctions(
  check: string,
  subject: AuditSubject,
  noun: string,
  of: (objects: ObjectComparison) => readonly ObjectFunction[],
  problem: (one: ObjectFunction) => string | undefined,
): Outcome {
  return onObjects(subject, (objects) => {
    const functions = of(objects);
    if (functions.length === 0) return { kind: "not-checked", why: `there are no ${noun}` };
    const findings = functions.flatMap((one) => {
      const message = problem(one);
      return message === undefined ? [] : [findingOn(check, subject, one.name, message)];
    });
    return { kind: "checked", looked: `${functions.length} ${noun}`, findings };
  });
}

/** A finding about a function, at the change that touches it if there is one, else where its object says that it begins. */
export function findingOn(check: string, subject: AuditSubject, name: string, message: string): Finding {
  const about = { check, subject: name, message };
  const planned = subject.planned.find(({ symbol }) => speaksFor(symbol, name));
  if (planned) return { ...about, place: { file: planned.file, line: planned.line } };
  const place = placeByObject(subject, name);
  return place ? { ...about, place } : about;
}

function placeByObject({ objects }: AuditSubject, name: string): SourceLine | undefined {
  return "value" in objects ? objects.value.instrumented.find((one) => one.name === name)?.place : undefined;
}

/** Whether this fact differs where nothing allows other code. */
export function differsUnplanned(subject: AuditSubject, one: ChangedFunction, fact: Fact): boolean {
  return one.facts.includes(fact) && causeOf(subject, one).kind === "unplanned";
}

/** How a finding names the policy: `policy.yaml`, or `the policy` where there is no file. */
export function policyName({ policy }: AuditSubject): string {
  return policy.file ?? "the policy";
}

/** `1 byte`, `8 bytes`. */
export function bytes(count: number): string {
  return count === 1 ? "1 byte" : `${count} bytes`;
}
