import type { AuditReport } from "../../audit/report.ts";
import { cut, marks, verdictLine } from "../checked.ts";
import { code, moreItems, prose, table } from "../markdown/block.ts";
import { checkSections } from "../markdown/checks.ts";
import { findingSections } from "../markdown/findings.ts";
import type { AuditRenderOptions } from "./format.ts";
import { changedSections } from "./markdown-functions.ts";
import { comparedLines, toolchainFacts } from "./words.ts";

/**
 * The audit as GitHub-flavoured Markdown, for a pull request or the summary of a CI run: findings before what passed,
 * long things folded away, each list with at most `top` entries. Ends with a line break.
 */
export function renderMarkdown(report: AuditReport, { top }: AuditRenderOptions): string {
  const { functions, packages, verdict } = report;
  const icon = marks[verdict];
  const blocks = [
    `## ${icon} Audit of ${code(`${report.toolchain.tool}`)}, ${prose(report.toolchain.goVersion)}`,
    `**${verdictLine(report)}** ${comparedLines(report).join(" ")}`,
    ...findingSections(report, top),
    ...changedSections(functions.changed, top),
    ...names("Added functions", functions.added, top),
    ...names("Removed functions", functions.removed, top),
    ...names("Added packages", packages.added, top),
    ...checkSections(report),
    "### Toolchain",
    table(
      ["", ""],
      toolchainFacts(report).map(([label, value]) => [label, code(value)]),
    ),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function names(title: string, all: readonly string[], top: number): string[] {
  if (all.length === 0) return [];
  const { shown, more } = cut(all, top);
  return [`### ${title}`, [...shown.map((name) => `- ${code(name)}`), ...moreItems(more)].join("\n")];
}
