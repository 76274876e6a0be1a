import { driftInfo } from "../../patch/drift.ts";
import { classTitles, type Diagnosis } from "../../patch/repair/diagnosis.ts";
import type { PatchReport, PatchReports } from "../../patch/report.ts";
import { code, codeBlock, prose, table } from "../markdown/block.ts";
import { verdictOf } from "./words.ts";

/** A table of the trees, and each finding with its proposal as a block of its own. */
export function renderPatchMarkdown({ patchSet, releases, unchecked }: PatchReports): string {
  const rows = releases.map((one) => [
    prose(one.release),
    prose(verdictOf(one)),
    prose(one.comparedWith ?? ""),
  ]);
  const failed = unchecked.map(
    ({ goroot, message, remedy }) => `- ${code(goroot)}: ${prose(message)} ${prose(remedy)}`,
  );
  const blocks = [
    `## Patch set ${code(patchSet)}`,
    ...(rows.length > 0 ? [table(["Release", "Patches", "Explained by"], rows)] : []),
    ...(failed.length > 0 ? [failed.join("\n")] : []),
    ...releases.flatMap(driftBlocks),
  ];
  return `${blocks.join("\n\n")}\n`;
}

const driftBlocks = ({ release, drift }: PatchReport): string[] =>
  drift.length > 0 ? [`### ${prose(release)}`, ...drift.flatMap(findingBlocks)] : [];

function findingBlocks({ drift, class: driftClass, evidence, proposal }: Diagnosis): string[] {
  const near = "candidates" in drift ? drift.candidates : [];
  return [
    [
      `#### ${code(drift.change)}: ${prose(driftInfo[drift.kind].title)}`,
      "",
      `- ${code(drift.at)}, ${code(drift.target)}`,
      ...(drift.kind === "anchor-missing" ? [`- looked for ${code(drift.wanted)}`] : []),
      `- ${prose([`${driftClass}: ${classTitles[driftClass]}`, ...evidence].join("; "))}`,
      ...near.map(
        ({ file, line, score, excerpt }) =>
          `- near, ${Math.round(score * 100)} % alike: ${code(`${file}:${line}`)} ${code(excerpt)}`,
      ),
    ].join("\n"),
    ...(proposal
      ? [
          `Proposal, score ${proposal.score.toFixed(2)}:`,
          codeBlock("diff", proposal.text.trimEnd().split("\n")),
        ]
      : []),
  ];
}
