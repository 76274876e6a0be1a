import type { InstructionDiff, InstructionLine } from "../../../audit/report.ts";
import { escapeHtml } from "../../html/escape.ts";
import { excerpt } from "../words.ts";
import { type Row, sideBySide } from "./side-by-side.ts";

/** The instructions of a function in two columns, each with the source line and a mark of its own for what changed. */
export function instructionTable(name: string, { complete, lines }: InstructionDiff): string {
  return `<div class="scroll" tabindex="0" role="region" aria-label="Instructions of ${escapeHtml(name)}">
<table class="instructions">
${complete ? "" : `<caption>${excerpt}</caption>\n`}<thead><tr><th scope="colgroup" colspan="3">Before</th><th scope="colgroup" colspan="3">After</th></tr></thead>
<tbody>
${sideBySide(lines).map(row).join("\n")}
</tbody>
</table>
</div>`;
}

const row = ({ before, after }: Row): string => `<tr>${side(before, "del")}${side(after, "ins")}</tr>`;

const signs: Record<InstructionLine["kind"], string> = { same: "", removed: "−", added: "+" };

function side(line: InstructionLine | undefined, element: "del" | "ins"): string {
  if (!line) return '<td class="none" colspan="3"></td>';
  const { kind, source, text } = line;
  const instruction = `<code>${escapeHtml(text)}</code>`;
  const marked = kind === "same" ? instruction : `<${element}>${instruction}</${element}>`;
  return `<td class="${kind} source">${escapeHtml(source)}</td><td class="${kind}">${signs[kind]}</td><td class="${kind} text">${marked}</td>`;
}
