import type { ProofReport } from "../../audit/proof/report.ts";
import { marks, verdictLine } from "../checked.ts";
import type { CheckedRenderOptions } from "../checked-format.ts";
import { prose, table } from "../markdown/block.ts";
import { checkSections } from "../markdown/checks.ts";
import { factSections } from "../markdown/facts.ts";
import { findingSections } from "../markdown/findings.ts";
import { nameSections } from "../markdown/names.ts";
import {
  configurationRows,
  configurationTitles,
  nonDeterministicText,
  notProvenTexts,
  proofFacts,
  provenLines,
} from "./words.ts";

/** A proof as GitHub-flavoured Markdown, each list with at most `top` entries. Ends with a line break. */
export function renderProofMarkdown(report: ProofReport, { top }: CheckedRenderOptions): string {
  const { toolchain, verdict, nonDeterministic, diagnostics } = report;
  const notProven = notProvenTexts(report).map((text) => `- ${prose(text)}`);
  const blocks = [
    `## ${marks[verdict]} Proof for ${prose(toolchain.goVersion)}`,
    `**${verdictLine(report)}** ${provenLines(report).map(prose).join(" ")}`,
    ...findingSections(report, top),
    "### Builds",
    table(
      configurationTitles,
      configurationRows(report).map((row) => row.map(prose)),
    ),
    ...(notProven.length > 0 ? ["### Not proven", notProven.join("\n")] : []),
    ...nameSections("Not deterministic with stock Go", nonDeterministic.map(nonDeterministicText), top),
    ...nameSections("Answers not deterministic with stock Go", diagnostics?.nonDeterministic ?? [], top),
    ...checkSections(report),
    ...factSections("Toolchain", proofFacts(report)),
  ];
  return `${blocks.join("\n\n")}\n`;
}
