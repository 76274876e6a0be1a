import type { AuditReport } from "../../audit/report.ts";
import type { CheckedFormat } from "../checked-format.ts";
import { renderHtml } from "./html.ts";
import { renderJson } from "./json.ts";
import { renderMarkdown } from "./markdown.ts";
import { renderSarif } from "./sarif.ts";
import { renderText } from "./text.ts";

/** All formats of an audit, the default first. A new one is a file beside this one and a line here. */
export const auditFormats: readonly CheckedFormat<AuditReport>[] = [
  { name: "text", description: "the verdict and what it rests on, for a screen", render: renderText },
  {
    name: "json",
    description: "everything, for programs (docs/audit-report.schema.json)",
    render: renderJson,
  },
  { name: "markdown", description: "a summary for a pull request or a CI run", render: renderMarkdown },
  { name: "sarif", description: "the findings in SARIF 2.1.0, for code scanning", render: renderSarif },
  {
    name: "html",
    description: "a page with the instructions of each changed function, before and after",
    render: renderHtml,
  },
];
