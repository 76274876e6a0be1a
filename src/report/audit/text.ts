import pc from "picocolors";
import type { Colors } from "picocolors/types.js";
import type { AuditReport } from "../../audit/report.ts";
import { verdictLine } from "../checked.ts";
import { printable } from "../printable.ts";
import { renderTable, wrap } from "../table.ts";
import type { AuditRenderOptions } from "./format.ts";
import { checkLines, notCheckedLines } from "./text/checks.ts";
import { findingLines } from "./text/findings.ts";
import { changedLines, namesLines } from "./text/functions.ts";
import { comparedLines, toolchainFacts } from "./words.ts";

/**
 * The audit for a screen: the verdict, the toolchain, the checks by family, what was not checked, the findings, and the
 * functions and packages that differ, each list with at most `top` entries. Lines are at most `width` characters, from
 * 72 on, but for single words that are longer. Ends with a line break.
 */
export function renderText(report: AuditReport, { top, width, colour }: AuditRenderOptions): string {
  const paint = pc.createColors(colour);
  const { functions, packages } = report;
  const sections = [
    verdictLines(report, width, paint),
    toolchainLines(report, width, paint),
    checkLines(report, width, paint),
    notCheckedLines(report, width, paint),
    findingLines(report, { top, width, paint }),
    changedLines(functions.changed, { top, width, paint }),
    namesLines("added functions", functions.added, { top, width, paint }),
    namesLines("removed functions", functions.removed, { top, width, paint }),
    namesLines("added packages", packages.added, { top, width, paint }),
  ];
  const text = sections.filter((lines) => lines.length > 0).map((lines) => lines.join("\n"));
  return `${text.join("\n\n")}\n`;
}

function verdictLines(report: AuditReport, width: number, paint: Colors): string[] {
  const colour = report.verdict === "passed" ? paint.green : paint.red;
  return [
    ...wrap(verdictLine(report), width).map((line) => paint.bold(colour(line))),
    ...comparedLines(report).flatMap((line) => wrap(line, width)),
  ];
}

function toolchainLines(report: AuditReport, width: number, paint: Colors): string[] {
  const facts = toolchainFacts(report);
  const columns = [
    { title: "toolchain", align: "left", cells: facts.map(([label]) => label) },
    { title: "", align: "left", shrinks: true, cells: facts.map(([, value]) => printable(value)) },
  ] as const;
  const [title = "", ...rows] = renderTable(columns, width);
  return [paint.underline(title), ...rows];
}
