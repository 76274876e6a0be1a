import type { AuditReport } from "../../audit/report.ts";
import { marks, verdictLine } from "../checked.ts";
import type { CheckedRenderOptions } from "../checked-format.ts";
import { code, prose } from "../markdown/block.ts";
import { checkSections } from "../markdown/checks.ts";
import { factSections } from "../markdown/facts.ts";
import { findingSections } from "../markdown/findings.ts";
import { nameSections } from "../markdown/names.ts";
import { changedSections } from "./markdown-functions.ts";
import { comparedLines, toolchainFacts, toolNames } from "./words.ts";

/**
 * The audit as GitHub-flavoured Markdown, for a pull request or the summary of a CI run: findings before what passed,
 * long things folded away, each list with at most `top` entries. Ends with a line break.
 */
export function renderMarkdown(report: AuditReport, { top }: CheckedRenderOptions): string {
  const { functions, packages, toolchain, verdict } = report;
  const blocks = [
    `## ${marks[verdict]} Audit of ${code(toolNames(toolchain))}, ${prose(toolchain.goVersion)}`,
    `**${verdictLine(report)}** ${comparedLines(report).join(" ")}`,
    ...findingSections(report, top),
    ...changedSections(functions.changed, top),
    ...nameSections("Added functions", functions.added, top),
    ...nameSections("Removed functions", functions.removed, top),
    ...nameSections("Added packages", packages.added, top),
    ...checkSections(report),
    ...factSections("Toolchain", toolchainFacts(report)),
  ];
  return `${blocks.join("\n\n")}\n`;
}
