import type { AuditReport, CheckResult } from "../../../audit/report.ts";
import { byFamily, marks, notChecked } from "../../checked.ts";
import { escapeHtml } from "../../html/escape.ts";

const statusWords: Record<CheckResult["status"], string> = {
  passed: "passed",
  failed: "failed",
  "not-checked": "not checked",
};

/** A table of checks for each family. */
export function checkSections(report: AuditReport): string {
  const tables = byFamily(report).map(
    ({ family, checks }) => `<h3>${escapeHtml(family)}</h3>
<table class="checks">
<thead><tr><th scope="col">Result</th><th scope="col">Check</th><th scope="col">What holds, and why it matters</th><th scope="col">Looked at</th></tr></thead>
<tbody>
${checks.map(row).join("\n")}
</tbody>
</table>`,
  );
  return `<section id="checks">
<h2>Checks</h2>
${tables.join("\n")}
</section>`;
}

function row({ status, id, title, why, detail }: CheckResult): string {
  const looked = status === "not-checked" ? "" : escapeHtml(detail);
  return `<tr data-filter="${escapeHtml(`${id} ${title}`)}" class="${status}"><td>${marks[status]} ${statusWords[status]}</td><th scope="row"><code>${escapeHtml(id)}</code></th><td>${escapeHtml(title)}<details><summary>Why</summary>${escapeHtml(why)}</details></td><td>${looked}</td></tr>`;
}

/** What was not checked, each with the reason; nothing where all was. */
export function notCheckedSection(report: AuditReport): string {
  const open = notChecked(report);
  if (open.length === 0) return "";
  return `<section id="not-checked">
<h2>Not checked</h2>
<ul>
${open.map(({ id, detail }) => `<li><code>${escapeHtml(id)}</code>: ${escapeHtml(detail)}</li>`).join("\n")}
</ul>
</section>`;
}
