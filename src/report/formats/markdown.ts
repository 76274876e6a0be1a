import type { Analysis } from "../../trace/analyze.ts";
import { type TraceFinding, traceFindingInfo } from "../../trace/finding.ts";
import type { RenderOptions } from "../format.ts";
import { failures, headline } from "../headline.ts";
import { code, prose, table } from "../markdown/block.ts";
import { notable } from "../notable.ts";
import { reportTables } from "../tables/index.ts";
import type { ReportTable } from "../tables/table.ts";

/** The report as GitHub-flavoured Markdown: sentences, tables with at most `top` rows, findings. Ends with a line break. */
export function renderMarkdown(analysis: Analysis, { top, by }: RenderOptions): string {
  const more = [...failures(analysis), ...notable(analysis)].map((sentence) => `- ${prose(sentence)}`);
  const blocks = [
    "## Where the time went",
    `**${prose(headline(analysis))}**`,
    ...(more.length > 0 ? [more.join("\n")] : []),
    ...reportTables(analysis, top, by).flatMap(tableBlocks),
    ...findingBlocks(analysis.findings),
  ];
  return `${blocks.join("\n\n")}\n`;
}

/** Names, on the left, are code; figures are not. */
function tableBlocks({ columns, note }: ReportTable): string[] {
  const rows = columns[0]!.cells.map((_, row) =>
    columns.map(({ align, cells }) => {
      const cell = cells[row] ?? "";
      return align === "left" && cell !== "" ? code(cell) : prose(cell);
    }),
  );
  const titles = columns.map(({ title }) => title);
  return [table(titles, rows), prose(note)];
}

function findingBlocks(findings: readonly TraceFinding[]): string[] {
  if (findings.length === 0) return [];
  const lines = findings.map(({ kind, file }) => `- ${prose(traceFindingInfo[kind].title)}: ${code(file)}`);
  return ["### Findings", [...new Set(lines)].join("\n")];
}
