import pc from "picocolors";
import type { Colors } from "picocolors/types.js";
import { formatCount, formatShortTime } from "../../base/units.ts";
import { type MergeFinding, mergeFindingInfo } from "../../trace/sources/finding.ts";
import type { MergedSource } from "../../trace/sources/merged.ts";
import type { RenderOptions } from "../format.ts";
import { printable } from "../printable.ts";
import { wrap } from "../table.ts";
import { figures, names, tableOf } from "../tables/table.ts";
import { joinSections, tableLines } from "../text/sections.ts";

/** What was merged and how exactly it could be placed. */
export interface MergeReport {
  /** The file that was written. */
  readonly output: string;
  readonly sources: readonly MergedSource[];
  readonly findings: readonly MergeFinding[];
}

/** For a screen: one sentence, the sources in a table, the findings. Lines are at most `width` characters, from 72 on. */
export function renderMergeText(
  { output, sources, findings }: MergeReport,
  { width, colour }: Pick<RenderOptions, "width" | "colour">,
): string {
  const paint = pc.createColors(colour);
  const processes = sources.reduce((sum, source) => sum + source.processes, 0);
  const sentence = `${printable(output)} holds ${formatCount(processes, "process", "processes")} on one time axis.`;
  return joinSections([
    wrap(sentence, width).map(paint.bold),
    tableLines(sourceTable(sources), width, paint),
    kindsOf(findings).flatMap((kind) => kindLines(kind, findings, width, paint)),
  ]);
}

function sourceTable(sources: readonly MergedSource[]) {
  const rows = { of: "sources", all: sources, top: sources.length };
  const note =
    "error is how far a time of the source may be off at most, dropped what could not be placed or read.";
  return tableOf(rows, note, [
    names("source", ({ name }) => name),
    names("kind", ({ kind }) => kind),
    figures("processes", ({ processes }) => processes),
    figures("spans", ({ spans }) => spans),
    names("clock", ({ clock = "–" }) => clock),
    figures("error", ({ error }) => (error === undefined ? "–" : formatShortTime(error))),
    figures("dropped", ({ dropped }) => dropped),
  ]);
}

function kindsOf(findings: readonly MergeFinding[]): MergeFinding["kind"][] {
  const gravity = { error: 0, warning: 1, note: 2 };
  const rank = (kind: MergeFinding["kind"]): number => gravity[mergeFindingInfo[kind].severity];
  return [...new Set(findings.map(({ kind }) => kind))].sort((a, b) => rank(a) - rank(b));
}

/** The files of a kind by their names, a few of them. */
function kindLines(
  kind: MergeFinding["kind"],
  findings: readonly MergeFinding[],
  width: number,
  paint: Colors,
): string[] {
  const { title, severity, why, remedy } = mergeFindingInfo[kind];
  const files = [...new Set(findings.filter((one) => one.kind === kind).map(({ file }) => file))];
  const colour = { error: paint.red, warning: paint.yellow, note: paint.cyan }[severity];
  const rest = files.length > most ? ` and ${formatCount(files.length - most, "other")}` : "";
  const named = `${files.slice(0, most).map(printable).join(", ")}${rest}`;
  return [
    colour(`${severity}: ${title}`),
    ...wrap(`${why} ${remedy}`, width, "  "),
    ...wrap(named, width, "  ").map(paint.dim),
  ];
}

const most = 3;
