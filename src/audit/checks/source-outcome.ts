import { dirname } from "node:path/posix";
import type { Outcome } from "../check.ts";
import type { Finding, SourceLine } from "../finding.ts";
import type { PackagePolicy, Policy } from "../policy.ts";
import type { Compared, Declared, Difference, SourceComparison } from "../source/comparison.ts";
import type { AuditSubject } from "../subject.ts";

/** The answer of a check that looks at sources; the reason why there are none is its own answer. */
export function onSources(
  subject: AuditSubject,
  answer: (sources: SourceComparison, policy: Policy) => Outcome,
): Outcome {
  const { sources, policy } = subject;
  return "missing" in sources ? { kind: "not-checked", why: sources.missing } : answer(sources.value, policy);
}

/** The answer of a check that finds something wrong with some of the differences. */
export function onDifferences<T extends Declared>(
  check: string,
  noun: string,
  { looked, differences }: Compared<T>,
  problem: (difference: Difference<T>) => string | undefined,
): Outcome {
  return counted(
    looked,
    noun,
    differences.flatMap((difference) => {
      const message = problem(difference);
      return message === undefined ? [] : [{ check, ...about(difference), message }];
    }),
  );
}

/** The answer where `looked` things were looked at: none, and nothing was checked. */
export function counted(looked: number, noun: string, findings: readonly Finding[]): Outcome {
  return looked === 0
    ? { kind: "not-checked", why: `the Go files that differ hold no ${noun}` }
    : { kind: "checked", looked: `${looked} ${noun}`, findings };
}

/** What is gone is looked for where it stood. */
function about<T extends Declared>({ before, after }: Difference<T>): Pick<Finding, "subject" | "place"> {
  const one = after ?? before;
  if (!one) throw new Error("a difference without sides");
  return { subject: one.name, place: { file: one.file, line: one.line } };
}

/** `was A, and is B`, `is gone`, `is new: B`. */
export function change<T extends Declared>({ before, after }: Difference<T>): string {
  if (before && after) return `was \`${before.text}\`, and is \`${after.text}\``;
  return before ? `\`${before.text}\` is gone` : `\`${after?.text}\` is new`;
}

/** The policy of the package that a file lies in: the patch set adds it. */
export function packagePolicy(policy: Policy, { file }: SourceLine): PackagePolicy | undefined {
  return policy.packages.find(({ path }) => path === dirname(file));
}
