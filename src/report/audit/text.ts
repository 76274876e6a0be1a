import pc from "picocolors";
import type { AuditReport } from "../../audit/report.ts";
import type { CheckedRenderOptions } from "../checked-format.ts";
import { checkLines, notCheckedLines } from "../text/checks.ts";
import { findingLines } from "../text/findings.ts";
import { factLines, joinSections, nameLines, verdictLines } from "../text/sections.ts";
import { changedLines } from "./text-functions.ts";
import { comparedLines, toolchainFacts } from "./words.ts";

/**
 * The audit for a screen: the verdict, the toolchain, the checks by family, what was not checked, the findings, and the
 * functions and packages that differ, each list with at most `top` entries. Lines are at most `width` characters, from
 * 72 on, but for single words that are longer. Ends with a line break.
 */
export function renderText(report: AuditReport, { top, width, colour }: CheckedRenderOptions): string {
  const paint = pc.createColors(colour);
  const screen = { top, width, paint };
  const { functions, packages } = report;
  return joinSections([
    verdictLines(report, comparedLines(report), width, paint),
    factLines("toolchain", toolchainFacts(report), width, paint),
    checkLines(report, width, paint),
    notCheckedLines(report, width, paint),
    findingLines(report, screen),
    changedLines(functions.changed, screen),
    nameLines("added functions", functions.added, screen),
    nameLines("removed functions", functions.removed, screen),
    nameLines("added packages", packages.added, screen),
  ]);
}
