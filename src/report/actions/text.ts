import pc from "picocolors";
import type { Colors } from "picocolors/types.js";
import type { ActionAnalysis } from "../../trace/actions/analyze.ts";
import { type ActionFinding, actionFindingInfo, describeActionFinding } from "../../trace/actions/finding.ts";
import type { RenderOptions } from "../format.ts";
import { printable } from "../printable.ts";
import { renderTable, wrap } from "../table.ts";
import { joinSections, tableLines } from "../text/sections.ts";
import { buildSentences, shortSentences } from "./sentences.ts";
import { buildTable, whatIfTable } from "./tables.ts";

/** What go did and waited for, for a screen: sentences, critical path, what-if, findings. Ends with a line break. */
export function renderActionsText(
  analysis: ActionAnalysis,
  { width, colour }: Pick<RenderOptions, "width" | "colour">,
): string {
  const paint = pc.createColors(colour);
  const tables = analysis.path.elements.length > 0 ? [buildTable(analysis), whatIfTable(analysis)] : [];
  return joinSections([
    buildSentences(analysis).flatMap((sentence) => wrap(sentence, width)),
    ...tables.map((table) => tableLines(table, width, paint)),
    actionFindingLines(analysis, width, paint),
  ]);
}

/** What stands of it in the report of the traces, in about twelve lines; nothing where nothing is known. */
export function actionsLines(analysis: ActionAnalysis, width: number, paint: Colors): string[] {
  const sentences = shortSentences(analysis).flatMap((sentence) => wrap(sentence, width));
  if (sentences.length === 0) return [];
  const [titles = "", ...rows] = renderTable(buildTable(analysis, shortTable).columns, width);
  return [...sentences, paint.underline(titles), ...rows];
}

/** Rows that are named there, of the critical path or of what was cached. */
export const shortTable = 4;

export function actionFindingLines({ findings }: ActionAnalysis, width: number, paint: Colors): string[] {
  return findings.flatMap((finding) => findingLines(finding, width, paint));
}

function findingLines(finding: ActionFinding, width: number, paint: Colors): string[] {
  const { title, severity, why, remedy } = actionFindingInfo[finding.kind];
  const colour = { error: paint.red, warning: paint.yellow, note: paint.cyan }[severity];
  const words = [describeActionFinding(finding), why, remedy].filter((text) => text !== "").join(" ");
  return [colour(`${severity}: ${title}`), ...wrap(printable(words), width, "  ")];
}
