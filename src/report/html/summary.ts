import type { Analysis } from "../../trace/analyze.ts";
import { type TraceFinding, traceFindingInfo } from "../../trace/finding.ts";
import { clockSentences } from "../clocks.ts";
import { failures, headline, runningSentences } from "../headline.ts";
import { notable } from "../notable.ts";
import { reportTables } from "../tables/index.ts";
import type { ReportTable } from "../tables/table.ts";
import { escapeHtml } from "./escape.ts";

/** The result in sentences, what was found in the traces themselves, and what could be done. */
export function summary(analysis: Analysis): string {
  const sentences = [
    ...runningSentences(analysis),
    ...failures(analysis),
    ...notable(analysis),
    ...clockSentences(analysis),
    ...findings(analysis.findings),
  ];
  const items = sentences.map((sentence) => `<li>${escapeHtml(sentence)}</li>`);
  const advice = (analysis.advice ?? []).map(
    ({ sentence, remedy }) => `<li>${escapeHtml(sentence)} <em>${escapeHtml(remedy)}</em></li>`,
  );
  return `<p class="headline">${escapeHtml(headline(analysis))}</p>${list("ul", items)}${list("ol", advice)}`;
}

function list(tag: "ul" | "ol", items: readonly string[]): string {
  return items.length > 0 ? `\n<${tag}>\n${items.join("\n")}\n</${tag}>` : "";
}

function findings(all: readonly TraceFinding[]): string[] {
  const sentences = all.map(({ kind, file }) => `${traceFindingInfo[kind].title}: ${file}`);
  return [...new Set(sentences)];
}

/** The usual tables of the report, for a reader without scripts. */
export function plainTables(analysis: Analysis, top: number): string {
  return `<noscript>
<p>The timeline, the flame graph and the whole tables need JavaScript. Without it:</p>
${reportTables(analysis, top).map(plainTable).join("\n")}
</noscript>`;
}

/** A table as it stands, with its note. */
export function plainTable({ columns, note }: ReportTable): string {
  const head = columns.map(
    ({ title, align }) => `<th scope="col" class="${align}">${escapeHtml(title)}</th>`,
  );
  const rows = columns[0]!.cells.map((_, row) =>
    columns.map(({ align, cells }) => `<td class="${align}">${escapeHtml(cells[row]!)}</td>`).join(""),
  );
  return `<table>
<caption>${escapeHtml(note)}</caption>
<thead><tr>${head.join("")}</tr></thead>
<tbody>
${rows.map((row) => `<tr>${row}</tr>`).join("\n")}
</tbody>
</table>`;
}
