import { sha256 } from "../../base/fingerprint.ts";
import type { Analysis } from "../../trace/analyze.ts";
import type { Outline } from "../../trace/outline.ts";
import type { RenderOptions } from "../format.ts";
import { browserScript } from "../html/browser.generated.ts";
import { buildSection } from "../html/build.ts";
import { pageData } from "../html/page-data.ts";
import { scriptJson } from "../html/script-json.ts";
import { flameSection, tablesSection, timelineSection, tools } from "../html/sections.ts";
import { style } from "../html/style.ts";
import { plainTables, summary } from "../html/summary.ts";

/**
 * The report as one page that needs nothing else: no request leaves it, and nothing but its own script runs in it.
 * `outlines` are those of the analysis's processes. Without a script its sentences and the usual tables can be read.
 */
export function renderHtml(
  analysis: Analysis,
  { top }: Pick<RenderOptions, "top">,
  outlines: readonly Outline[],
): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Where the time of a Go build went</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>Where the time of a Go build went</h1>
${summary(analysis)}
</header>
${tools}
<main>
${plainTables(analysis, top)}
${buildSection(analysis)}
${timelineSection}
${flameSection}
${tablesSection}
</main>
<script type="application/json" id="data">${scriptJson(pageData(analysis, outlines))}</script>
<script>${browserScript}</script>
</body>
</html>
`;
}

/** Scripts and styles go by their hashes, so that nothing which a name may bring along can run. */
const policy = [
  "default-src 'none'",
  `script-src ${hashSource(browserScript)}`,
  `style-src ${hashSource(style)}`,
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

function hashSource(text: string): string {
  return `'sha256-${Buffer.from(sha256(text), "hex").toString("base64")}'`;
}
