import pc from "picocolors";
import type { Colors } from "picocolors/types.js";
import type { ProofReport } from "../../audit/proof/report.ts";
import type { CheckedRenderOptions } from "../checked-format.ts";
import { printable } from "../printable.ts";
import { type Column, renderTable, wrap } from "../table.ts";
import { checkLines, notCheckedLines } from "../text/checks.ts";
import { findingLines } from "../text/findings.ts";
import { factLines, joinSections, nameLines, verdictLines } from "../text/sections.ts";
import {
  configurationRows,
  configurationTitles,
  nonDeterministicText,
  nonDeterministicTitle,
  notProvenTexts,
  proofFacts,
  provenLines,
} from "./words.ts";

/**
 * A proof for a screen: the verdict, the toolchain, the builds that were compared, the checks, what was not proven and
 * why, the findings, and packages of which stock Go itself gives another object each time. Each list has at most `top`
 * entries, each line at most `width` characters, from 72 on, but for single words that are longer.
 */
export function renderProofText(report: ProofReport, { top, width, colour }: CheckedRenderOptions): string {
  const paint = pc.createColors(colour);
  const screen = { top, width, paint };
  return joinSections([
    verdictLines(report, provenLines(report), width, paint),
    factLines("toolchain", proofFacts(report), width, paint),
    configurationLines(report, width, paint),
    checkLines(report, width, paint),
    notCheckedLines(report, width, paint),
    notProvenLines(report, width, paint),
    findingLines(report, screen),
    nameLines(nonDeterministicTitle, report.nonDeterministic.map(nonDeterministicText), screen),
    nameLines("answers not deterministic with stock Go", report.diagnostics?.nonDeterministic ?? [], screen),
  ]);
}

function configurationLines(report: ProofReport, width: number, paint: Colors): string[] {
  const rows = configurationRows(report);
  if (rows.length === 0) return [];
  const columns = configurationTitles.map(
    (title, i): Column => ({
      title,
      align: numeric.has(title) ? "right" : "left",
      shrinks: i === 0,
      cells: rows.map((row) => printable(row[i]!)),
    }),
  );
  const [titles = "", ...lines] = renderTable(columns, width);
  return [paint.underline(titles), ...lines];
}

const numeric = new Set(["objects", "identical", "bytes"]);

function notProvenLines(report: ProofReport, width: number, paint: Colors): string[] {
  const texts = notProvenTexts(report);
  if (texts.length === 0) return [];
  return [paint.underline("not proven"), ...texts.flatMap((text) => wrap(printable(text), width, "  "))];
}
