import type { PatchReports } from "../../patch/report.ts";
import { renderPatchMarkdown } from "./markdown.ts";
import { renderPatchText } from "./text.ts";

/** A way to write what a patch set comes to. */
export interface PatchFormat {
  readonly name: string;
  /** Ends with a line break; `width` is that of the screen. */
  readonly render: (reports: PatchReports, options: { readonly width: number }) => string;
}

/** All formats, the default first. */
export const patchFormats: readonly PatchFormat[] = [
  { name: "text", render: (reports, { width }) => renderPatchText(reports, width) },
  { name: "json", render: (reports) => `${JSON.stringify(alone(reports), null, 2)}\n` },
  { name: "markdown", render: renderPatchMarkdown },
];

/** One tree is an object of its own (docs/patch-report.schema.json), several are a list (docs/patch-reports.schema.json). */
function alone(reports: PatchReports): unknown {
  const [only] = reports.releases;
  return only && reports.releases.length + reports.unchecked.length === 1 ? only : reports;
}
