import type { Family, Finding } from "../../audit/finding.ts";
import type { AuditReport, CheckResult } from "../../audit/report.ts";

export interface FamilyGroup {
  readonly family: Family;
  readonly checks: readonly CheckResult[];
}

/** The checks by family, both in the order of the report. */
export function byFamily({ checks }: Pick<AuditReport, "checks">): FamilyGroup[] {
  const families = [...new Set(checks.map(({ family }) => family))];
  return families.map((family) => ({ family, checks: checks.filter((check) => check.family === family) }));
}

export interface CheckGroup {
  readonly check: CheckResult;
  /** At least one. */
  readonly findings: readonly Finding[];
}

/** The findings by check, both in the order of the report. A finding of a check that the report lacks is a bug. */
export function byCheck({ checks, findings }: Pick<AuditReport, "checks" | "findings">): CheckGroup[] {
  const ids = new Set(checks.map(({ id }) => id));
  const stray = findings.find(({ check }) => !ids.has(check));
  if (stray) throw new Error(`the report has a finding of ${stray.check}, but no such check`);
  return checks.flatMap((check) => {
    const own = findings.filter((finding) => finding.check === check.id);
    return own.length > 0 ? [{ check, findings: own }] : [];
  });
}

export function notChecked({ checks }: Pick<AuditReport, "checks">): CheckResult[] {
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
