import type { Finding } from "../../../audit/finding.ts";
import type { AuditReport } from "../../../audit/report.ts";
import { byCheck, type CheckGroup } from "../../checked.ts";
import { escapeHtml } from "../../html/escape.ts";

/** The findings under their checks; why each check is there, and what to do, once. Nothing where there are none. */
export function findingSection(report: AuditReport): string {
  const groups = byCheck(report);
  if (groups.length === 0) return "";
  return `<section id="findings">
<h2>Findings</h2>
${groups.map(group).join("\n")}
</section>`;
}

function group({ check, findings }: CheckGroup): string {
  return `<article class="failed">
<h3><code>${escapeHtml(check.id)}</code>: ${escapeHtml(check.title)}</h3>
<p>${escapeHtml(check.why)}</p>
<ul>
${findings.map(item).join("\n")}
</ul>
<p><strong>What to do:</strong> ${escapeHtml(check.remedy)}</p>
</article>`;
}

function item({ check, subject, message, place }: Finding): string {
  const at = place ? ` <code class="place">${escapeHtml(`${place.file}:${place.line}`)}</code>` : "";
  return `<li data-filter="${escapeHtml(`${check} ${subject}`)}"><code>${escapeHtml(subject)}</code>: ${escapeHtml(message)}${at}</li>`;
}
