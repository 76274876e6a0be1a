import { actionFindingInfo, describeActionFinding } from "../../trace/actions/finding.ts";
import type { Analysis } from "../../trace/analyze.ts";
import { buildSentences } from "../actions/sentences.ts";
import { buildTable, whatIfTable } from "../actions/tables.ts";
import { escapeHtml } from "./escape.ts";
import { plainTable } from "./summary.ts";

/** What go did around the processes, in sentences, and as tables for a reader without scripts; empty where it is not known. */
export function buildSection({ actions }: Pick<Analysis, "actions">): string {
  if (!actions) return "";
  const sentences = actions.actions.length > 0 ? buildSentences(actions) : [];
  const findings = actions.findings.map((finding) =>
    [`${actionFindingInfo[finding.kind].title}.`, describeActionFinding(finding)].join(" ").trim(),
  );
  const items = [...sentences, ...findings].map((sentence) => `<li>${escapeHtml(sentence)}</li>`);
  const isKnown = actions.path.elements.length > 0;
  const tables = isKnown ? [buildTable(actions), whatIfTable(actions)].map(plainTable) : [];
  return `<section id="build">
<h2>What go did</h2>
<ul>
${items.join("\n")}
</ul>
<noscript>
${tables.join("\n")}
</noscript>
</section>`;
}
