import pc from "picocolors";
import type { Analysis } from "../../trace/analyze.ts";
import { actionFindingLines, actionsLines } from "../actions/text.ts";
import { clockSentences } from "../clocks.ts";
import { findingLines } from "../findings.ts";
import type { RenderOptions } from "../format.ts";
import { failures, headline } from "../headline.ts";
import { notable } from "../notable.ts";
import { wrap } from "../table.ts";
import { reportTables } from "../tables/index.ts";
import { joinSections, tableLines } from "../text/sections.ts";

/**
 * A report for a screen: one sentence, what else is notable, the tables with at most `top` rows, what go did around the
 * processes, how exact times are, and the findings in words. Lines are at most `width` characters, from 72 on. Ends with a line break.
 */
export function renderText(analysis: Analysis, { top, width, colour, by }: RenderOptions): string {
  const paint = pc.createColors(colour);
  const failed = failures(analysis).flatMap((sentence) => wrap(sentence, width));
  const more = notable(analysis).flatMap((sentence) => wrap(sentence, width));
  const sections = [
    [...wrap(headline(analysis), width).map(paint.bold), ...failed.map(paint.yellow), ...more],
    ...reportTables(analysis, top, by).map((table) => tableLines(table, width, paint)),
    ...(analysis.actions && !by ? [actionsLines(analysis.actions, width, paint)] : []),
    by ? [] : clockSentences(analysis).flatMap((sentence) => wrap(sentence, width)),
    findingLines(analysis.findings, width, paint),
    ...(analysis.actions ? [actionFindingLines(analysis.actions, width, paint)] : []),
  ];
  return joinSections(sections);
}
