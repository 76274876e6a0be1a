import pc from "picocolors";
import type { Colors } from "picocolors/types.js";
import type { ReleaseUpgrade, UpgradeReport, UpgradeStep } from "../../audit/upgrade/report.ts";
import { cut } from "../checked.ts";
import type { CheckedRenderOptions } from "../checked-format.ts";
import { printable } from "../printable.ts";
import { renderTable, wrap } from "../table.ts";
import { moreLines, type Screen } from "../text/screen.ts";
import { joinSections } from "../text/sections.ts";
import {
  benchLines,
  matrixRow,
  matrixTitles,
  repairLines,
  stepMarks,
  stepTime,
  timeLine,
  verdictOf,
} from "./words.ts";

/** For a screen: the steps of each release with what they found, and for several releases a line for each. */
export function renderUpgradeText(report: UpgradeReport, options: CheckedRenderOptions): string {
  const { top, width, colour } = options;
  const screen = { top, width, paint: pc.createColors(colour) };
  const { releases, unavailable } = report;
  const told = releases.length > 1 ? releases.filter(({ verdict }) => verdict !== "passed") : releases;
  return joinSections([
    ...told.flatMap((release) => releaseSections(release, screen)),
    releases.length > 1 ? matrixLines(report, screen) : [],
    unavailable.flatMap(({ release, why }) =>
      wrap(printable(`${release} cannot be had here: ${why}`), width),
    ),
  ]);
}

function releaseSections(release: ReleaseUpgrade, screen: Screen): string[][] {
  const { paint, width } = screen;
  const { patchSet, platform, verdict, toolchain, repair } = release;
  const title = `${release.release} (${platform}), patch set ${patchSet}: ${verdictOf(release)}.`;
  const colour = verdict === "passed" ? paint.green : paint.red;
  const kept = toolchain === undefined ? [] : [`Toolchain ${toolchain}.`];
  return [
    [
      ...wrap(printable(title), width).map((line) => paint.bold(colour(line))),
      ...[...kept, ...benchLines(release), timeLine(release)].flatMap((line) => wrap(line, width)),
    ],
    stepLines(release.steps, width, paint),
    ...release.steps.map((step) => newsLines(step, screen)),
    repair ? repairLines(repair).flatMap((line) => wrap(printable(line), width)) : [],
    repair?.diff ? repair.diff.trimEnd().split("\n").map(printable) : [],
  ];
}

function stepLines(steps: readonly UpgradeStep[], width: number, paint: Colors): string[] {
  const columns = [
    { title: "", align: "left", cells: steps.map(({ step }) => step) },
    { title: "", align: "right", cells: steps.map(stepTime) },
    { title: "", align: "left", shrinks: true, cells: steps.map(({ detail }) => firstLine(detail)) },
  ] as const;
  const [, ...lines] = renderTable(columns, width - 4);
  const colours = { passed: paint.green, findings: paint.red, failed: paint.red, "not-run": paint.yellow };
  return lines.map((line, row) => {
    const { status } = steps[row]!;
    return `  ${colours[status](stepMarks[status])} ${line}`;
  });
}

const firstLine = (text: string): string => printable(text.split("\n")[0] ?? "");

/** What a step found, and what else it says; nothing of one that passed. */
function newsLines({ step, status, detail, more, findings }: UpgradeStep, screen: Screen): string[] {
  if (status !== "findings" && status !== "failed") return [];
  const { paint, width, top } = screen;
  const list = cut(findings, top);
  return [
    paint.underline(step),
    ...(status === "failed" ? textLines(detail) : []),
    ...(more === undefined
      ? list.shown.flatMap(({ check, subject, message }) =>
          wrap(printable(`${check}: ${subject}: ${message}`), width, "  "),
        )
      : textLines(more)),
    ...(more === undefined ? moreLines(list.more, screen, "  ") : []),
  ];
}

const textLines = (text: string): string[] =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => `  ${printable(line.replaceAll("\t", "    "))}`);

/** What of the matrix a screen is wide enough for. */
const shown: readonly (typeof matrixTitles)[number][] = ["release", "from", "patches", "state", "date"];

function matrixLines({ releases }: UpgradeReport, { width, paint }: Screen): string[] {
  const rows = releases.map(matrixRow);
  const columns = shown.map((title) => ({
    title,
    align: "left" as const,
    shrinks: title === "from" || title === "patches",
    cells: rows.map((row) => printable(row[matrixTitles.indexOf(title)]!)),
  }));
  const [titles = "", ...lines] = renderTable(columns, width);
  return [paint.underline(titles), ...lines];
}
