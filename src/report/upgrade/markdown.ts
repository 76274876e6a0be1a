import type { ReleaseUpgrade, UpgradeReport, UpgradeStep } from "../../audit/upgrade/report.ts";
import { code, codeBlock, details, prose, table } from "../markdown/block.ts";
import {
  benchLines,
  matrixRow,
  matrixTitles,
  patchTable,
  repairLines,
  stepMarks,
  stepTime,
  timeLine,
  verdictOf,
} from "./words.ts";

/** One release with all its steps; of several the matrix, and the steps of those that did not pass. */
export function renderUpgradeMarkdown(report: UpgradeReport): string {
  const { releases } = report;
  const [only] = releases;
  if (only && releases.length === 1) return `${releaseBlocks(only).join("\n\n")}\n`;
  const told = releases.filter(({ verdict }) => verdict !== "passed");
  return `${[renderMatrix(report).trimEnd(), ...told.flatMap(releaseBlocks)].join("\n\n")}\n`;
}

/** The matrix alone: releases with what they came to, and below it to unfold the patches on each. */
export function renderMatrix(report: UpgradeReport): string {
  const patches = patchTable(report);
  const platforms = [...new Set(report.releases.map(({ platform }) => platform))].join(", ");
  const unavailable = report.unavailable.map(({ release }) => release);
  return `${[
    table(
      matrixTitles,
      report.releases.map((release) => matrixRow(release).map(prose)),
    ),
    ...(unavailable.length > 0 ? [`Could not be had: ${prose(unavailable.join(", "))}.`] : []),
    details(
      `Changes of each patch that fit, by release (${platforms})`,
      table(
        patches.titles,
        patches.rows.map((row) => row.map(prose)),
      ),
    ),
  ].join("\n\n")}\n`;
}

function releaseBlocks(release: ReleaseUpgrade): string[] {
  const { platform, patchSet, toolchain, steps, repair } = release;
  const about = [
    `Patch set ${code(patchSet)} on ${platform}${toolchain ? `; toolchain ${code(toolchain)}` : ""}.`,
    ...[...benchLines(release), timeLine(release)].map(prose),
  ];
  return [
    `## ${stepMarks[release.verdict]} ${prose(release.release)}: ${prose(verdictOf(release))}`,
    about.join("\n"),
    table(
      ["", "Step", "Time", "Result"],
      steps.map(({ step, status, seconds: time, detail }) => [
        stepMarks[status],
        step,
        stepTime({ status, seconds: time }),
        prose(detail),
      ]),
    ),
    ...steps.flatMap(newsBlocks),
    ...(repair
      ? [
          "### Repair",
          repairLines(repair)
            .map((line) => `- ${prose(line)}`)
            .join("\n"),
        ]
      : []),
    ...(repair?.diff ? [codeBlock("diff", repair.diff.trimEnd().split("\n"))] : []),
  ];
}

function newsBlocks({ step, status, findings, more }: UpgradeStep): string[] {
  if (status !== "findings" && status !== "failed") return [];
  const list = findings.map(
    ({ check, subject, message }) => `- ${code(check)}: ${code(subject)}: ${prose(message)}`,
  );
  return [
    `### ${step}`,
    ...(list.length > 0 ? [list.join("\n")] : []),
    ...(more === undefined ? [] : [codeBlock("", more.trimEnd().replaceAll("\t", "    ").split("\n"))]),
  ];
}
