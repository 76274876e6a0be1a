import type { ReportedFunction } from "../../../audit/report.ts";
import { escapeHtml } from "../../html/escape.ts";
import { callCounts, causeName, causeText, changeText, otherFacts, referenceText } from "../words.ts";
import { instructionTable } from "./diff.ts";

/** The functions that differ: a table of figures, then each to unfold. Nothing where none differs. */
export function changedSection(changed: readonly ReportedFunction[]): string {
  if (changed.length === 0) return "";
  return `<section id="changed">
<h2>Changed functions</h2>
<div class="scroll" tabindex="0" role="region" aria-label="Sizes of the changed functions">
<table class="sizes">
<thead><tr><th scope="col">Function</th><th scope="col">Why</th><th scope="col">Frame</th><th scope="col">Size</th><th scope="col">Calls</th></tr></thead>
<tbody>
${changed.map(row).join("\n")}
</tbody>
</table>
</div>
${changed.map(fold).join("\n")}
</section>`;
}

const anchor = (i: number): string => `function-${i + 1}`;

const filter = ({ name, cause }: ReportedFunction): string => escapeHtml(`${name} ${causeName(cause)}`);

function row(one: ReportedFunction, i: number): string {
  const { name, cause, frame, size } = one;
  const cells = [changeText(frame), changeText(size), callCounts(one)].map(
    (cell) => `<td class="figure">${cell}</td>`,
  );
  return `<tr data-filter="${filter(one)}"><th scope="row"><a href="#${anchor(i)}"><code>${escapeHtml(name)}</code></a></th><td class="${cause.kind}">${escapeHtml(causeName(cause))}</td>${cells.join("")}</tr>`;
}

/** Open where nobody planned it: that is what a reader came for. */
function fold(one: ReportedFunction, i: number): string {
  const { name, cause, references = [], instructions } = one;
  const other = otherFacts(one);
  return `<details id="${anchor(i)}" class="function" data-filter="${filter(one)}"${cause.kind === "unplanned" ? " open" : ""}>
<summary><code>${escapeHtml(name)}</code></summary>
<p class="${cause.kind}">${escapeHtml(causeText(cause))}</p>
<p>Frame ${changeText(one.frame)} bytes, size ${changeText(one.size)} bytes${other === undefined ? "" : `; ${escapeHtml(other)}`}.</p>
${list(references.map(referenceText))}${instructions ? instructionTable(name, instructions) : ""}
</details>`;
}

function list(texts: readonly string[]): string {
  if (texts.length === 0) return "";
  return `<ul>\n${texts.map((text) => `<li><code>${escapeHtml(text)}</code></li>`).join("\n")}\n</ul>\n`;
}

/** A list of names under a heading; nothing where there are none. */
export function nameSection(id: string, title: string, names: readonly string[]): string {
  if (names.length === 0) return "";
  const items = names.map(
    (name) => `<li data-filter="${escapeHtml(name)}"><code>${escapeHtml(name)}</code></li>`,
  );
  return `<section id="${id}">
<h2>${escapeHtml(title)}</h2>
<ul>
${items.join("\n")}
</ul>
</section>`;
}
