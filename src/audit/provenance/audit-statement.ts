import type { ProofReport, ProvenBuild } from "../proof/report.ts";
import type { AuditReport, CheckResult } from "../report.ts";
import type { ToolchainFacts } from "./facts.ts";
import { type Statement, statement } from "./statement.ts";

/** What was found when a toolchain was audited, and if its output was compared with stock's, what came of that. */
export interface AuditEvidence {
  readonly report: AuditReport;
  /** SHA-256 of the report as `traceinject audit --json` prints it. */
  readonly reportSha256: string;
  /** SHA-256 of the policy that it was held to; undefined: there was none. */
  readonly policySha256: string | undefined;
  readonly proof?: ProofReport | undefined;
}

export const auditPredicateType = "urn:traceinject:audit:v1";

export interface AuditPredicate {
  /** Of the toolchain, as in its provenance. */
  readonly fingerprint: string;
  readonly audit: Answers & {
    readonly report: Digested;
    /** Left out where there was none: then nothing may differ. */
    readonly policy?: Digested;
    readonly functions: Counts;
    readonly packages: Counts;
  };
  readonly proof?: Answers & {
    readonly packages: readonly string[];
    readonly configurations: readonly ProvenSummary[];
    readonly notProven: ProofReport["notProven"];
  };
}

/** A file by its content. */
interface Digested {
  readonly digest: { readonly sha256: string };
}

export type AuditStatement = Statement<AuditPredicate>;

/** What both reports have. */
interface Answers {
  readonly verdict: "passed" | "failed";
  readonly checks: readonly Pick<CheckResult, "id" | "family" | "status" | "detail">[];
  readonly findings: AuditReport["findings"];
}

interface Counts {
  readonly compared: number;
  readonly identical: number;
  readonly added: number;
}

interface ProvenSummary {
  readonly id: string;
  readonly builds: readonly Pick<ProvenBuild, "tracing" | "compared" | "identical">[];
}

/** What the audit and the proof of a toolchain gave: verdicts, answers and numbers, and all findings. */
export function auditStatement(
  facts: ToolchainFacts,
  { report, reportSha256, policySha256, proof }: AuditEvidence,
): Statement<AuditPredicate> {
  return statement(facts, auditPredicateType, {
    fingerprint: facts.fingerprint,
    audit: {
      ...answers(report),
      report: { digest: { sha256: reportSha256 } },
      ...(policySha256 !== undefined && { policy: { digest: { sha256: policySha256 } } }),
      functions: counts(report.functions),
      packages: counts(report.packages),
    },
    ...(proof && { proof: proofOf(proof) }),
  });
}

function answers({ verdict, checks, findings }: AuditReport | ProofReport): Answers {
  return {
    verdict,
    checks: checks.map(({ id, family, status, detail }) => ({ id, family, status, detail })),
    findings,
  };
}

function counts({ compared, identical, added }: AuditReport["functions" | "packages"]): Counts {
  return { compared, identical, added: added.length };
}

/** Without what depends on the machine and on what was remembered there: the same toolchain gives the same statement. */
function proofOf(proof: ProofReport): NonNullable<AuditPredicate["proof"]> {
  const { packages, configurations, notProven } = proof;
  const summary = configurations.map(({ id, builds }) => ({
    id,
    builds: builds.map(({ tracing, compared, identical }) => ({ tracing, compared, identical })),
  }));
  return { ...answers(proof), packages, configurations: summary, notProven };
}
