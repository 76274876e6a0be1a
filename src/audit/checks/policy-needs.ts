import { allowancesOf } from "../cause.ts";
import type { ChangedFunction, ObjectComparison, ReferenceDelta } from "../object/comparison.ts";
import { type FunctionPolicy, policyFor, speaksFor } from "../policy.ts";
import type { AuditSubject } from "../subject.ts";
import { gainedReferences, newClosures } from "./object-references.ts";

/** What the functions that an entry speaks for take of what it allows, and those into which they are inlined. */
export interface Need {
  /** The most bytes that a frame grows, or that a new closure takes. */
  readonly frame: number;
  readonly gained: readonly ReferenceDelta[];
}

export function needOf(subject: AuditSubject, objects: ObjectComparison, entry: FunctionPolicy): Need {
  const closures = newClosures(subject, objects).filter(({ after }) => speaksFor(entry.symbol, after.name));
  const changed = objects.changed.filter((one) => bearsOn(subject, entry, one));
  const frames = [
    ...changed.map(({ before, after }) => after.frame - before.frame),
    ...closures.map(({ after }) => after.frame),
  ];
  return {
    frame: frames.reduce((most, one) => Math.max(most, one), 0),
    gained: [...changed, ...closures].flatMap((one) => gainedReferences(one)),
  };
}

/** Whether the entry lets this function differ, or speaks for code that is inlined there. */
function bearsOn(subject: AuditSubject, entry: FunctionPolicy, one: ChangedFunction): boolean {
  return (
    allowancesOf(subject, one).includes(entry) ||
    one.after.inlines.some((inlined) => speaksFor(entry.symbol, inlined))
  );
}

/** Whether an original line, a call or a closure of the entry's functions is gone. */
export function replacesSomething(
  { sources, policy }: AuditSubject,
  objects: ObjectComparison,
  entry: FunctionPolicy,
): boolean {
  const isIts = (name: string | undefined): boolean =>
    name !== undefined && policyFor(policy, name) === entry;
  const lines = "value" in sources ? sources.value.lines.changed : [];
  return (
    lines.some((line) => !line.kept && isIts(line.function)) ||
    objects.removed.some(({ name }) => isIts(name)) ||
    objects.changed.some(
      ({ after, references }) =>
        isIts(after.name) && references.some(({ kind, count }) => kind !== "other" && count < 0),
    )
  );
}

/** The names of all functions that are not what and where they were. */
export function differingFunctions({ changed, renamed, added }: ObjectComparison): string[] {
  return [...changed, ...renamed].map(({ after }) => after.name).concat(added.map(({ name }) => name));
}
