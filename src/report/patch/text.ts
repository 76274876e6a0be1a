import { formatCount } from "../../base/units.ts";
import { renderDrift } from "../../patch/drift.ts";
import { classTitles, type Diagnosis } from "../../patch/repair/diagnosis.ts";
import type { PatchReport, PatchReports } from "../../patch/report.ts";
import { renderTable } from "../table.ts";
import { verdictOf } from "./words.ts";

/** One tree with its changes or its drift; of several a table, and the drift of those that have any. */
export function renderPatchText({ patchSet, releases, unchecked }: PatchReports, width: number): string {
  const [only] = releases;
  if (only && releases.length + unchecked.length === 1) return oneTree(only);
  const drifted = releases.filter(({ drift }) => drift.length > 0);
  const failed = unchecked.map(({ goroot, message, remedy }) => `${goroot}: ${message}\n  ${remedy}\n`);
  const column = (title: string, cells: string[]) => ({ title, align: "left", cells }) as const;
  const table = renderTable(
    [
      column(
        "RELEASE",
        releases.map(({ release }) => release),
      ),
      column("PATCHES", releases.map(verdictOf)),
      {
        ...column(
          "FOLDER",
          releases.map(({ goroot }) => goroot),
        ),
        shrinks: true,
      },
    ],
    width,
  );
  return [
    ...drifted.map(oneTree),
    ...failed,
    `${patchSet}:\n${table.map((line) => `${line}\n`).join("")}`,
  ].join("\n");
}

function oneTree(report: PatchReport): string {
  const { release, patchSet, changes, drift } = report;
  if (drift.length === 0) {
    const width = Math.max(0, ...changes.map(({ id }) => id.length));
    const lines = changes.map(({ id, file, line }) => `${id.padEnd(width)}  ${file}:${line}\n`);
    return `${lines.join("")}\n${patchSet} fits ${release}: ${verdictOf(report).replace("fits: ", "")}\n`;
  }
  return `${drift.map(finding).join("\n")}\n${summary(report)}`;
}

function summary({ release, patchSet, drift, comparedWith }: PatchReport): string {
  const basis = comparedWith
    ? `explained by ${comparedWith}, which it fits`
    : "there is no older release here that it fits: hardly anything can be proposed";
  return `${patchSet} does not fit ${release}: ${formatCount(drift.length, "finding")}; ${basis}\n`;
}

/** The paragraph of a finding, with what happened upstream and what would mend it. */
function finding(diagnosis: Diagnosis): string {
  const upstream = [`${diagnosis.class}: ${classTitles[diagnosis.class]}`, ...diagnosis.evidence].join("; ");
  return `${renderDrift([diagnosis.drift])}  Upstream: ${upstream}\n${proposalText(diagnosis)}`;
}

function proposalText({ proposal }: Diagnosis): string {
  if (!proposal) return "";
  const lines = proposal.text.trimEnd().split("\n");
  return `  Proposal (score ${proposal.score.toFixed(2)}; see \`traceinject upgrade --repair\`):\n${lines.map((line) => `    ${line}`.trimEnd()).join("\n")}\n`;
}
