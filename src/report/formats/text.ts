import pc from "picocolors";
import type { Analysis } from "../../trace/analyze.ts";
import { actionFindingLines, actionsLines } from "../actions/text.ts";
import { adviceLines, allAdviceLines } from "../advice/text.ts";
import { clockSentences } from "../clocks.ts";
import { findingLines } from "../findings.ts";
import type { RenderOptions } from "../format.ts";
import { failures, headline, runningSentences } from "../headline.ts";
import { notable } from "../notable.ts";
import { wrap } from "../table.ts";
import { reportTables } from "../tables/index.ts";
import { joinSections, tableLines } from "../text/sections.ts";

/** Lines that a screen holds, with one for the prompt. */
const screenLines = 49;

/** With fewer rows a table does not show more than its headline. */
const fewestRows = 2;

/** How much of the tables a report has. */
interface Layout {
  readonly top: number;
  /** How many of the usual tables, the most important first. */
  readonly tables: number;
}

/** From the most to the least: fewer rows, then fewer tables. */
function layouts(top: number): Layout[] {
  const rows = Array.from({ length: Math.max(top - fewestRows + 1, 1) }, (_, i) => top - i);
  const fewest = Math.min(top, fewestRows);
  return [
    ...rows.map((one) => ({ top: one, tables: Number.POSITIVE_INFINITY })),
    ...[2, 1].map((tables) => ({ top: fewest, tables })),
  ];
}

/**
 * A report for a screen: one sentence, what could be done, the tables with at most `top` rows, what go did around the
 * processes, how exact times are, and the findings in words. Lines are at most `width` characters, from 72 on. Ends
 * with a line break.
 */
export function renderText(analysis: Analysis, options: RenderOptions): string {
  const [whole, ...less] = layouts(options.top);
  const around = textAround(analysis, options);
  const render = (layout: Layout): string =>
    joinSections([...around.before, ...tablesOf(analysis, options, layout), ...around.after]);
  let text = render(whole!);
  for (const layout of options.fit ? less : []) {
    if (text.split("\n").length <= screenLines) break;
    text = render(layout);
  }
  return text;
}

/** What stands before and after the tables, whatever their layout. */
function textAround(
  analysis: Analysis,
  { width, colour, by, rules, top }: RenderOptions,
): { readonly before: string[][]; readonly after: string[][] } {
  const paint = pc.createColors(colour);
  const { actions, advice = [] } = analysis;
  const head = [
    ...wrapAll(runningSentences(analysis), width).map(paint.yellow),
    ...wrapAll([headline(analysis)], width).map(paint.bold),
    ...wrapAll(failures(analysis), width).map(paint.yellow),
    ...wrapAll(notable(analysis), width),
  ];
  if (rules) return { before: [head, allAdviceLines(advice, { top, width, paint })], after: [] };
  return {
    before: [head, by ? [] : adviceLines(advice, width, paint)],
    after: [
      actions && !by ? actionsLines(actions, width, paint) : [],
      by ? [] : wrapAll(clockSentences(analysis), width),
      findingLines(analysis.findings, width, paint),
      actions ? actionFindingLines(actions, width, paint) : [],
    ],
  };
}

function tablesOf(
  analysis: Analysis,
  { width, colour, by, rules }: RenderOptions,
  { top, tables }: Layout,
): string[][] {
  if (rules) return [];
  const paint = pc.createColors(colour);
  return reportTables(analysis, top, by)
    .slice(0, tables)
    .map((table) => tableLines(table, width, paint));
}

function wrapAll(sentences: readonly string[], width: number): string[] {
  return sentences.flatMap((sentence) => wrap(sentence, width));
}
