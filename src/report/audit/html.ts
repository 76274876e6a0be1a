import type { AuditReport } from "../../audit/report.ts";
import { marks, verdictLine } from "../checked.ts";
import { escapeHtml } from "../html/escape.ts";
import { checkSections, notCheckedSection } from "./html/checks.ts";
import { findingSection } from "./html/findings.ts";
import { changedSection, nameSection } from "./html/functions.ts";
import { script } from "./html/script.ts";
import { style } from "./html/style.ts";
import { comparedLines, toolchainFacts, toolNames } from "./words.ts";

/**
 * The audit as one page that needs nothing else: no request leaves it, and it reads without its script, which only
 * filters and unfolds. It holds everything, with the instructions of each changed function before and after.
 */
export function renderHtml(report: AuditReport): string {
  const { functions, packages, toolchain } = report;
  const title = `Audit of ${toolNames(toolchain)}, ${toolchain.goVersion} ${toolchain.goos}/${toolchain.goarch}`;
  const sections = [
    findingSection(report),
    changedSection(functions.changed),
    nameSection("added", "Added functions", functions.added),
    nameSection("removed", "Removed functions", functions.removed),
    nameSection("packages", "Added packages", packages.added),
    checkSections(report),
    notCheckedSection(report),
    toolchainSection(report),
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
${header(report, title)}
<main>
${sections.filter((section) => section !== "").join("\n")}
</main>
<script>${script}</script>
</body>
</html>
`;
}

function header(report: AuditReport, title: string): string {
  const { verdict } = report;
  return `<header>
<h1>${escapeHtml(title)}</h1>
<p class="verdict ${verdict}"><span aria-hidden="true">${marks[verdict]}</span> ${verdictLine(report)}</p>
${comparedLines(report)
  .map((line) => `<p>${line}</p>`)
  .join("\n")}
<form role="search" hidden>
<label for="filter">Filter by words</label>
<input id="filter" type="search" autocomplete="off" spellcheck="false">
<button type="button" id="unfold">Unfold all functions</button>
<output for="filter"></output>
</form>
</header>`;
}

function toolchainSection(report: AuditReport): string {
  const rows = toolchainFacts(report).map(
    ([label, value]) => `<dt>${escapeHtml(label)}</dt><dd><code>${escapeHtml(value)}</code></dd>`,
  );
  return `<section id="toolchain">
<h2>Toolchain</h2>
<dl>
${rows.join("\n")}
</dl>
</section>`;
}
