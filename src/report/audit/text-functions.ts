import type { ReportedFunction } from "../../audit/report.ts";
import { cut } from "../checked.ts";
import { printable } from "../printable.ts";
import { type Column, renderTable, shorten, wrap } from "../table.ts";
import { moreLines, type Screen } from "../text/screen.ts";
import { callCounts, causeName, causeText, changeText, otherFacts, referenceText } from "./words.ts";

/** The functions that differ as a table of figures, then each with its reason and the references that it gained or lost. */
export function changedLines(changed: readonly ReportedFunction[], screen: Screen): string[] {
  if (changed.length === 0) return [];
  const { shown, more } = cut(changed, screen.top);
  const [titles = "", ...rows] = renderTable(columns(shown), screen.width);
  return [
    screen.paint.underline(titles),
    ...rows,
    ...moreLines(more, screen),
    ...shown.flatMap((one) => ["", ...reasonLines(one, screen)]),
  ];
}

function columns(functions: readonly ReportedFunction[]): Column[] {
  const names = (title: string, cell: (one: ReportedFunction) => string): Column => ({
    title,
    align: "left",
    shrinks: true,
    cells: functions.map((one) => printable(cell(one))),
  });
  const figures = (title: string, cell: (one: ReportedFunction) => string): Column => ({
    title,
    align: "right",
    cells: functions.map(cell),
  });
  return [
    names("changed function", ({ name }) => name),
    names("why", ({ cause }) => causeName(cause)),
    figures("frame", ({ frame }) => changeText(frame)),
    figures("size", ({ size }) => changeText(size)),
    figures("calls", callCounts),
  ];
}

function reasonLines(one: ReportedFunction, { width, paint }: Screen): string[] {
  const other = otherFacts(one);
  const shade = one.cause.kind === "unplanned" ? paint.red : paint.bold;
  return [
    shade(shorten(printable(one.name), width)),
    ...wrap(printable(causeText(one.cause)), width, "  "),
    ...(other === undefined ? [] : wrap(other, width, "  ").map(paint.dim)),
    ...(one.references ?? []).map(
      (delta) => `  ${(delta.count > 0 ? paint.green : paint.red)(line(referenceText(delta), width))}`,
    ),
  ];
}

const line = (text: string, width: number): string => shorten(printable(text), width - 2);
