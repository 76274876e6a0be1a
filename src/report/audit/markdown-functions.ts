import type { InstructionDiff, InstructionLine, ReportedFunction } from "../../audit/report.ts";
import { cut } from "../checked.ts";
import { escapeHtml } from "../html/escape.ts";
import { code, codeBlock, details, moreItems, prose, table } from "../markdown/block.ts";
import { callCounts, causeText, changeText, excerpt, otherFacts, referenceText } from "./words.ts";

/** The functions that differ: a table of figures, and each to unfold with its reason, references and instructions. */
export function changedSections(changed: readonly ReportedFunction[], top: number): string[] {
  if (changed.length === 0) return [];
  const { shown, more } = cut(changed, top);
  return [
    "### Changed functions",
    table(["Function", "Why", "Frame", "Size", "Calls"], shown.map(row)),
    ...moreItems(more),
    ...shown.flatMap(fold),
  ];
}

function row(one: ReportedFunction): string[] {
  const { name, cause, frame, size } = one;
  return [code(name), prose(causeText(cause)), changeText(frame), changeText(size), callCounts(one)];
}

/** Nothing where the table says it all. */
function fold(one: ReportedFunction): string[] {
  const other = otherFacts(one);
  const references = (one.references ?? []).map((delta) => `- ${code(referenceText(delta))}`);
  const body = [
    ...(other === undefined ? [] : [prose(`Frame ${changeText(one.frame)} bytes; ${other}.`)]),
    ...(references.length > 0 ? [references.join("\n")] : []),
    ...(one.instructions ? instructions(one.instructions) : []),
  ];
  return body.length > 0 ? [details(`<code>${escapeHtml(one.name)}</code>`, body.join("\n\n"))] : [];
}

function instructions({ complete, lines }: InstructionDiff): string[] {
  const column = Math.max(0, ...lines.map(({ source }) => source.length));
  return [
    codeBlock(
      "diff",
      lines.map((line) => diffLine(line, column)),
    ),
    ...(complete ? [] : [excerpt]),
  ];
}

const signs: Record<InstructionLine["kind"], string> = { same: " ", removed: "-", added: "+" };

function diffLine({ kind, source, text }: InstructionLine, column: number): string {
  return `${signs[kind]} ${source.padEnd(column)}  ${text}`;
}
