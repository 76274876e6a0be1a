import type { Outcome } from "../check.ts";
import type { Finding } from "../finding.ts";
import type { CheckResult } from "../report.ts";
import { verificationChecks } from "./checks/index.ts";
import type { Evidence } from "./evidence.ts";

/** What `verify` has to say about a toolchain. */
export interface Verification {
  readonly schema: 1;
  readonly verdict: "passed" | "failed";
  /** `go1.26.8-0123456789abcdef`. */
  readonly toolchain: string;
  readonly checks: readonly VerificationResult[];
  readonly findings: readonly Finding[];
}

export type VerificationResult = Pick<CheckResult, "id" | "title" | "status" | "detail">;

/** Asks everything of a toolchain. */
export function verification(evidence: Evidence): Verification {
  const outcomes = verificationChecks.map(({ run }) => run(evidence));
  return concluded(evidence.wanted.facts.name, outcomes);
}

/** For a stamp that contradicts itself: what a toolchain was made from is not known, so nothing else can be asked. */
export function unverifiable(toolchain: string, contradiction: Finding): Verification {
  const outcomes = verificationChecks.map(({ id }): Outcome => {
    if (id !== contradiction.check) return { kind: "not-checked", why: "the stamp contradicts itself" };
    return { kind: "checked", looked: contradiction.subject, findings: [contradiction] };
  });
  return concluded(toolchain, outcomes);
}

/** `outcomes` stand in the order of the checks. */
function concluded(toolchain: string, outcomes: readonly Outcome[]): Verification {
  const findings = outcomes.flatMap((outcome) => (outcome.kind === "checked" ? outcome.findings : []));
  const checks = verificationChecks.map(({ id, title }, i) => ({ id, title, ...answer(outcomes[i]!) }));
  return { schema: 1, verdict: findings.length === 0 ? "passed" : "failed", toolchain, checks, findings };
}

function answer(outcome: Outcome): Pick<CheckResult, "status" | "detail"> {
  if (outcome.kind === "not-checked") return { status: "not-checked", detail: outcome.why };
  return { status: outcome.findings.length === 0 ? "passed" : "failed", detail: outcome.looked };
}
