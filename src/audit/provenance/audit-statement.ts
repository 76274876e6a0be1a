import type { AuditReport, CheckResult } from "../report.ts";
import type { ToolchainFacts } from "./facts.ts";
import { type Statement, statement } from "./statement.ts";

/** What was found when a toolchain was audited, and if its output was proved to be stock's, what came of that. */
export interface AuditEvidence {
  readonly report: AuditReport;
  /** SHA-256 of the report as `traceinject audit --json` prints it. */
  readonly reportSha256: string;
  readonly proof?: ProofSummary | undefined;
}

/** What the proof compared: for each way to compile, packages by what came out. */
export interface ProofSummary {
  readonly verdict: "passed" | "failed";
  readonly configurations: readonly {
    /** `amd64 -race`. */
    readonly name: string;
    readonly compared: number;
    readonly different: number;
  }[];
}

export const auditPredicateType = "urn:traceinject:audit:v1";

export interface AuditPredicate {
  /** Of the toolchain, as in its provenance. */
  readonly fingerprint: string;
  readonly verdict: AuditReport["verdict"];
  readonly report: { readonly digest: { readonly sha256: string } };
  readonly checks: readonly Pick<CheckResult, "id" | "family" | "status" | "detail">[];
  readonly functions: Counts;
  readonly packages: Counts;
  readonly findings: AuditReport["findings"];
  readonly proof?: ProofSummary;
}

interface Counts {
  readonly compared: number;
  readonly identical: number;
  readonly added: number;
}

/** What the audit and the proof of a toolchain gave: numbers and findings, with the digest of the whole report. */
export function auditStatement(
  facts: ToolchainFacts,
  { report, reportSha256, proof }: AuditEvidence,
): Statement<AuditPredicate> {
  return statement(facts, auditPredicateType, {
    fingerprint: facts.fingerprint,
    verdict: report.verdict,
    report: { digest: { sha256: reportSha256 } },
    checks: report.checks.map(({ id, family, status, detail }) => ({ id, family, status, detail })),
    functions: counts(report.functions),
    packages: counts(report.packages),
    findings: report.findings,
    ...(proof && { proof }),
  });
}

function counts({ compared, identical, added }: AuditReport["functions" | "packages"]): Counts {
  return { compared, identical, added: added.length };
}
