import type { Family, Finding } from "../audit/finding.ts";
import type { AuditReport, CheckResult } from "../audit/report.ts";
import { formatCount } from "../base/units.ts";

/** What audits and proofs have in common: questions, their answers, and what follows from them. */
export type CheckedReport = Pick<AuditReport, "verdict" | "checks" | "findings">;

export const marks: Record<CheckResult["status"], string> = { passed: "✓", failed: "✗", "not-checked": "–" };

/** The result in one line of less than 80 characters, the verdict first. */
export function verdictLine({ verdict, checks, findings }: CheckedReport): string {
  const count = (status: CheckResult["status"]): number =>
    checks.filter((check) => check.status === status).length;
  const all = formatCount(checks.length, "check");
  const open = count("not-checked") > 0 ? `; ${count("not-checked")} could not be made` : "";
  return verdict === "passed"
    ? `Passed: ${count("passed")} of ${all}${open}.`
    : `Failed: ${count("failed")} of ${all}, with ${formatCount(findings.length, "finding")}${open}.`;
}

export interface FamilyGroup {
  readonly family: Family;
  readonly checks: readonly CheckResult[];
}

/** The checks by family, both in the order of the report. */
export function byFamily({ checks }: Pick<CheckedReport, "checks">): FamilyGroup[] {
  const families = [...new Set(checks.map(({ family }) => family))];
  return families.map((family) => ({ family, checks: checks.filter((check) => check.family === family) }));
}

export interface CheckGroup {
  readonly check: CheckResult;
  /** At least one. */
  readonly findings: readonly Finding[];
}

/** The findings by check, both in the order of the report. A finding of a check that the report lacks is a bug. */
export function byCheck({ checks, findings }: Pick<CheckedReport, "checks" | "findings">): CheckGroup[] {
  const ids = new Set(checks.map(({ id }) => id));
  const stray = findings.find(({ check }) => !ids.has(check));
  if (stray) throw new Error(`the report has a finding of ${stray.check}, but no such check`);
  return checks.flatMap((check) => {
    const own = findings.filter((finding) => finding.check === check.id);
    return own.length > 0 ? [{ check, findings: own }] : [];
  });
}

export function notChecked({ checks }: Pick<CheckedReport, "checks">): CheckResult[] {
  return checks.filter(({ status }) => status === "not-checked");
}

/** The first `top` of a list, and how many were cut. */
export function cut<T>(
  all: readonly T[],
  top: number,
): { readonly shown: readonly T[]; readonly more: number } {
  const shown = all.slice(0, top);
  return { shown, more: all.length - shown.length };
}
