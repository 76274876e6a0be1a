import pc from "picocolors";
import type { Colors } from "picocolors/types.js";
import type { Analysis, FunctionRow, PackageRow, PhaseRow } from "../../trace/analyze.ts";
import { findingLines } from "../findings.ts";
import type { RenderOptions } from "../format.ts";
import { failures, headline } from "../headline.ts";
import { printable } from "../printable.ts";
import { type Column, renderTable, wrap } from "../table.ts";
import { formatBytes, formatShare, formatTime } from "../units.ts";

/**
 * A report for a screen: one sentence, a table each of packages, phases and functions with at most `top` rows, and
 * the findings in words. Lines are at most `width` characters, from 72 on. Ends with a line break.
 */
export function renderText(analysis: Analysis, { top, width, colour }: RenderOptions): string {
  const paint = pc.createColors(colour);
  const failed = failures(analysis).flatMap((sentence) => wrap(sentence, width));
  const sections = [
    [...wrap(headline(analysis), width).map(paint.bold), ...failed.map(paint.yellow)],
    ...tables(analysis, top).map((table) => tableLines(table, width, paint)),
    findingLines(analysis.findings, width, paint),
  ];
  const text = sections.filter((lines) => lines.length > 0).map((lines) => lines.join("\n"));
  return `${text.join("\n\n")}\n`;
}

interface Table {
  readonly columns: readonly Column[];
  /** What the figures are, under the table. */
  readonly note: string;
}

function tables(analysis: Analysis, top: number): Table[] {
  return [
    packageTable(analysis, analysis.packages.slice(0, top)),
    phaseTable(analysis, analysis.phases.slice(0, top)),
    functionTable(analysis, analysis.functions.slice(0, top)),
  ].filter(({ columns }) => columns[0]!.cells.length > 0);
}

function tableLines({ columns, note }: Table, width: number, paint: Colors): string[] {
  const [titles = "", ...rows] = renderTable(columns, width);
  return [paint.underline(titles), ...rows, ...wrap(note, width).map(paint.dim)];
}

function packageTable({ packages, total }: Analysis, rows: readonly PackageRow[]): Table {
  return {
    columns: [
      text(
        "package",
        rows.map((row) => row.package),
      ),
      figures(
        "wall",
        rows.map((row) => formatTime(row.wall)),
      ),
      figures(
        "share",
        rows.map((row) => formatShare(row.wall, total.wall)),
      ),
      figures(
        "front end",
        rows.map((row) => formatTime(row.frontEnd)),
      ),
      figures(
        "back end",
        rows.map((row) => formatTime(row.backEnd)),
      ),
      figures(
        "functions",
        rows.map((row) => String(row.functions)),
      ),
      figures(
        "code",
        rows.map((row) => formatBytes(row.textBytes)),
      ),
    ],
    note: `${shown(rows, packages, "packages")}; wall time of the process, shares of all processes' ${formatTime(total.wall)}.`,
  };
}

function phaseTable({ phases, total }: Analysis, rows: readonly PhaseRow[]): Table {
  return {
    columns: [
      text(
        "phase",
        rows.map((row) => row.name),
      ),
      figures(
        "wall",
        rows.map((row) => formatTime(row.time)),
      ),
      figures(
        "share",
        rows.map((row) => formatShare(row.time, total.wall)),
      ),
      figures(
        "count",
        rows.map((row) => String(row.count)),
      ),
    ],
    note: `${shown(rows, phases, "phases")}; wall time, shares of all processes' ${formatTime(total.wall)}.`,
  };
}

function functionTable({ functions, total }: Analysis, rows: readonly FunctionRow[]): Table {
  return {
    columns: [
      text(
        "function",
        rows.map((row) => (row.open ? `${row.name} (no end)` : row.name)),
      ),
      text(
        "package",
        rows.map((row) => row.package),
      ),
      figures(
        "on worker",
        rows.map((row) => formatTime(row.time)),
      ),
      figures(
        "share",
        rows.map((row) => formatShare(row.time, total.functionTime)),
      ),
      figures(
        "code",
        rows.map((row) => formatBytes(row.textBytes)),
      ),
    ],
    note: `${shown(rows, functions, "functions")}; time on parallel workers, shares of all functions' ${formatTime(total.functionTime)}, which is no wall time.`,
  };
}

function shown(rows: readonly unknown[], all: readonly unknown[], of: string): string {
  return rows.length < all.length ? `The first ${rows.length} of ${all.length} ${of}` : `All ${of}`;
}

function text(title: string, cells: readonly string[]): Column {
  return { title, align: "left", shrinks: true, cells: cells.map(printable) };
}

function figures(title: string, cells: readonly string[]): Column {
  return { title, align: "right", cells };
}
