import type { Diff } from "../../trace/diff/diff.ts";
import { describeDiffFinding, diffFindingInfo } from "../../trace/diff/finding.ts";
import { traceFindingInfo } from "../../trace/finding.ts";
import type { RenderOptions } from "../format.ts";
import { code, prose } from "../markdown/block.ts";
import { tableBlocks } from "../markdown/report-table.ts";

import { headline, sentences } from "./sentences.ts";
import { shownTables } from "./tables.ts";

/** A comparison as GitHub-flavoured Markdown: sentences, tables, findings. Ends with a line break. */
export function renderDiffMarkdown(diff: Diff, { top }: Pick<RenderOptions, "top">): string {
  const more = sentences(diff).map((sentence) => `- ${prose(sentence)}`);
  const blocks = [
    "## What changed",
    `**${prose(headline(diff))}**`,
    ...(more.length > 0 ? [more.join("\n")] : []),
    ...shownTables(diff, top).flatMap(tableBlocks),
    ...findingBlocks(diff),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function findingBlocks({ findings, traceFindings }: Diff): string[] {
  const own = findings.map((finding) => {
    const words = describeDiffFinding(finding);
    return `- ${prose(diffFindingInfo[finding.kind].title)}${words && `: ${prose(words)}`}`;
  });
  const ofFiles = traceFindings.map(
    ({ kind, file }) => `- ${prose(traceFindingInfo[kind].title)}: ${code(file)}`,
  );
  const all = [...own, ...new Set(ofFiles)];
  return all.length === 0 ? [] : ["### Findings", all.join("\n")];
}
