import type { ActionAnalysis } from "../../trace/actions/analyze.ts";
import { type ActionFinding, actionFindingInfo, describeActionFinding } from "../../trace/actions/finding.ts";
import type { Analysis } from "../../trace/analyze.ts";
import { traceFindingInfo } from "../../trace/finding.ts";
import { shortSentences } from "../actions/sentences.ts";
import { buildTable } from "../actions/tables.ts";
import { shortTable } from "../actions/text.ts";
import { adviceBlocks } from "../advice/markdown.ts";
import { clockSentences } from "../clocks.ts";
import type { RenderOptions } from "../format.ts";
import { failures, headline, runningSentences } from "../headline.ts";
import { code, prose } from "../markdown/block.ts";
import { tableBlocks } from "../markdown/report-table.ts";
import { notable } from "../notable.ts";
import { reportTables } from "../tables/index.ts";

/** The report as GitHub-flavoured Markdown: sentences, tables with at most `top` rows, findings. Ends with a line break. */
export function renderMarkdown(analysis: Analysis, options: RenderOptions): string {
  const { top, by, rules } = options;
  const told = [
    ...runningSentences(analysis),
    ...failures(analysis),
    ...notable(analysis),
    ...(by ? [] : clockSentences(analysis)),
  ];
  const more = told.map((sentence) => `- ${prose(sentence)}`);
  const blocks = [
    "## Where the time went",
    `**${prose(headline(analysis))}**`,
    ...(more.length > 0 ? [more.join("\n")] : []),
    ...(by ? [] : adviceBlocks(analysis.advice ?? [], rules)),
    ...(rules ? [] : reportTables(analysis, top, by).flatMap(tableBlocks)),
    ...(analysis.actions && !by && !rules ? actionsBlocks(analysis.actions) : []),
    ...(rules ? [] : findingBlocks(analysis)),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function actionsBlocks(actions: ActionAnalysis): string[] {
  const sentences = shortSentences(actions).map((sentence) => `- ${prose(sentence)}`);
  if (sentences.length === 0) return [];
  return ["### What go did", sentences.join("\n"), ...tableBlocks(buildTable(actions, shortTable))];
}

function findingBlocks({ findings, actions }: Analysis): string[] {
  const lines = findings.map(({ kind, file }) => `- ${prose(traceFindingInfo[kind].title)}: ${code(file)}`);
  const ofActions = (actions?.findings ?? []).map(actionFindingLine);
  const all = [...new Set(lines), ...ofActions];
  return all.length === 0 ? [] : ["### Findings", all.join("\n")];
}

function actionFindingLine(finding: ActionFinding): string {
  const words = describeActionFinding(finding);
  return `- ${prose(actionFindingInfo[finding.kind].title)}${words && `: ${prose(words)}`}`;
}
