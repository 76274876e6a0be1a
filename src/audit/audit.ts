import type { BinaryComparison, ChangedBinaryFunction } from "./binary/comparison.ts";
import { causeOf, plannedCause } from "./cause.ts";
import type { Check } from "./check.ts";
import type { Finding } from "./finding.ts";
import type { ChangedFunction, ObjectComparison, RenamedFunction } from "./object/comparison.ts";
import { policyFor } from "./policy.ts";
import type {
  AuditedTool,
  AuditReport,
  Cause,
  CheckResult,
  InstructionDiff,
  ReportedFunction,
} from "./report.ts";
import type { AuditSubject } from "./subject.ts";
import { functionsOfAll, outcomeOfAll, packagesOfAll } from "./together.ts";
import { packageOf } from "./tools.ts";

/** Instruction diffs by linker symbol, for the functions where there is one. */
export type Listings = ReadonlyMap<string, InstructionDiff>;

/** A tool with all that the checks may look at. */
export interface AuditedSubject {
  /** `cmd/compile`. */
  readonly tool: string;
  readonly subject: AuditSubject;
  readonly listings: Listings;
}

/** Asks all checks about each tool, and puts together what they say. */
export function audit(
  tools: readonly AuditedSubject[],
  checks: readonly Check[],
  toolchain: Omit<AuditReport["toolchain"], "tools">,
): AuditReport {
  const answers = checks.map((check) => ask(check, tools));
  const findings = answers.flatMap((answer) => answer.findings);
  const differing = tools.map(({ subject, listings }) => differences(subject, listings));
  return {
    schema: 1,
    verdict: findings.length === 0 ? "passed" : "failed",
    toolchain: { ...toolchain, tools: tools.map(identified) },
    checks: answers.map(({ result }) => result),
    findings,
    functions: functionsOfAll(differing.map(({ functions }) => functions)),
    packages: packagesOfAll(differing.map(({ packages }) => packages)),
  };
}

function identified({ tool, subject: { binaries } }: AuditedSubject): AuditedTool {
  const { stock, instrumented } = "value" in binaries ? binaries.value : {};
  return { tool, stock, instrumented };
}

function ask(
  check: Check,
  tools: readonly AuditedSubject[],
): { result: CheckResult; findings: readonly Finding[] } {
  const { id, family, title, why, remedy } = check;
  const outcome = outcomeOfAll(tools.map(({ tool, subject }) => ({ tool, value: check.run(subject) })));
  const about = { id, family, title, why, remedy };
  if (outcome.kind === "not-checked")
    return { result: { ...about, status: "not-checked", detail: outcome.why }, findings: [] };
  const { looked, findings } = outcome;
  return {
    result: { ...about, status: findings.length === 0 ? "passed" : "failed", detail: looked },
    findings,
  };
}

/** What differs: by the objects, or by the binaries where there are no objects. */
function differences(subject: AuditSubject, listings: Listings): Pick<AuditReport, "functions" | "packages"> {
  if ("value" in subject.objects) return byObjects(subject, subject.objects.value, listings);
  const packages = { compared: 0, identical: 0, added: [] };
  if ("value" in subject.binaries)
    return { functions: byBinaries(subject, subject.binaries.value, listings), packages };
  return {
    functions: { compared: 0, identical: 0, undecided: 0, changed: [], added: [], removed: [] },
    packages,
  };
}

function byObjects(
  subject: AuditSubject,
  objects: ObjectComparison,
  listings: Listings,
): Pick<AuditReport, "functions" | "packages"> {
  const { packages, functions, changed, renamed, added, removed } = objects;
  const of = (kind: string): string[] => packages.filter((one) => one.kind === kind).map(({ path }) => path);
  return {
    functions: {
      ...functions,
      undecided: 0,
      changed: [
        ...changed.map((one) => reported(one, causeOf(subject, one), listings)),
        ...renamed.map((one) => reportedRenamed(one)),
      ],
      added: added.map(({ name }) => name),
      removed: removed.map(({ name }) => name),
    },
    packages: { compared: packages.length, identical: of("identical").length, added: of("added") },
  };
}

function reported(one: ChangedFunction, cause: Cause, listings: Listings): ReportedFunction {
  const { before, after, facts, references } = one;
  return {
    name: after.name,
    package: after.package,
    cause,
    facts,
    ...sizes(before, after),
    references: references.map(({ kind, target, count }) => ({ kind, target, count })),
    instructions: listings.get(after.name),
  };
}

function reportedRenamed({ before, after }: RenamedFunction): ReportedFunction {
  const cause: Cause = { kind: "renumbered", from: before.name };
  const nothing = { facts: [], references: [], instructions: undefined };
  return { name: after.name, package: after.package, cause, ...sizes(before, after), ...nothing };
}

interface Sized {
  readonly size: number;
  readonly frame: number;
  readonly args: number | undefined;
}

const sizes = (before: Sized, after: Sized): Pick<ReportedFunction, "size" | "frame" | "args"> => ({
  size: { before: before.size, after: after.size },
  frame: { before: before.frame, after: after.frame },
  args: { before: before.args, after: after.args },
});

function byBinaries(
  { policy }: AuditSubject,
  binaries: BinaryComparison,
  listings: Listings,
): AuditReport["functions"] {
  const { compared, undecided, changed, added, removed } = binaries;
  const report = ({ before, after, facts }: ChangedBinaryFunction): ReportedFunction => {
    const entry = policyFor(policy, after.name);
    const cause: Cause = entry ? plannedCause(entry, []) : { kind: "unplanned" };
    const about = { name: after.name, package: packageOf(after.name), cause, facts, references: undefined };
    return { ...about, ...sizes(before, after), instructions: listings.get(after.name) };
  };
  return {
    compared,
    identical: compared - changed.length - undecided.length,
    undecided: undecided.length,
    changed: changed.map(report),
    added: added.map(({ name }) => name),
    removed: removed.map(({ name }) => name),
  };
}
