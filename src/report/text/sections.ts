import type { Colors } from "picocolors/types.js";
import { type CheckedReport, cut, verdictLine } from "../checked.ts";
import { printable } from "../printable.ts";
import { renderTable, shorten, wrap } from "../table.ts";
import type { ReportTable } from "../tables/table.ts";
import { moreLines, type Screen } from "./screen.ts";

/** Sections that have lines, with an empty line between them and a line break at the end. */
export function joinSections(sections: readonly (readonly string[])[]): string {
  const text = sections.filter((lines) => lines.length > 0).map((lines) => lines.join("\n"));
  return `${text.join("\n\n")}\n`;
}

/** A table with its note under it. */
export function tableLines({ columns, note }: ReportTable, width: number, paint: Colors): string[] {
  const [titles = "", ...rows] = renderTable(columns, width);
  return [paint.underline(titles), ...rows, ...wrap(note, width).map(paint.dim)];
}

/** The verdict, and under it sentences that say about what. */
export function verdictLines(
  report: CheckedReport,
  sentences: readonly string[],
  width: number,
  paint: Colors,
): string[] {
  const colour = report.verdict === "passed" ? paint.green : paint.red;
  return [
    ...wrap(verdictLine(report), width).map((line) => paint.bold(colour(line))),
    ...sentences.flatMap((line) => wrap(printable(line), width)),
  ];
}

/** Labels and values in two columns under a title. */
export function factLines(
  title: string,
  facts: readonly (readonly [label: string, value: string])[],
  width: number,
  paint: Colors,
): string[] {
  const columns = [
    { title, align: "left", cells: facts.map(([label]) => label) },
    { title: "", align: "left", shrinks: true, cells: facts.map(([, value]) => printable(value)) },
  ] as const;
  const [heading = "", ...rows] = renderTable(columns, width);
  return [paint.underline(heading), ...rows];
}

/** A list of names under a title; nothing where there are none. */
export function nameLines(title: string, names: readonly string[], screen: Screen): string[] {
  if (names.length === 0) return [];
  const { shown, more } = cut(names, screen.top);
  return [
    screen.paint.underline(title),
    ...shown.map((name) => `  ${shorten(printable(name), screen.width - 2)}`),
    ...moreLines(more, screen, "  "),
  ];
}
