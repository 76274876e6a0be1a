import type { Colors } from "picocolors/types.js";
import type { FindingInfo } from "../base/finding.ts";
import { formatCount } from "../base/units.ts";
import { type TraceFinding, traceFindingInfo } from "../trace/finding.ts";
import { printable } from "./printable.ts";
import { shorten, wrap } from "./table.ts";

/** The findings in words, each kind once with its files, the gravest first. */
export function findingLines(findings: readonly TraceFinding[], width: number, paint: Colors): string[] {
  const kinds = [...new Set(findings.map(({ kind }) => kind))].sort(byGravity);
  return kinds.flatMap((kind) => {
    const { title, severity, why, remedy } = traceFindingInfo[kind];
    const files = [...new Set(findings.filter((finding) => finding.kind === kind).map(({ file }) => file))];
    const colour = { error: paint.red, warning: paint.yellow, note: paint.cyan }[severity];
    return [
      colour(`${severity}: ${title} (${formatCount(files.length, "file")})`),
      ...wrap(`${why} ${remedy}`, width, "  "),
      ...fileNames(files).map((line) => paint.dim(`  ${shorten(line, width - 2)}`)),
    ];
  });
}

const most = 3;

function fileNames(files: readonly string[]): string[] {
  const rest = files.length - most;
  return [...files.slice(0, most).map(printable), ...(rest > 0 ? [`and ${formatCount(rest, "other")}`] : [])];
}

const gravity: Record<FindingInfo["severity"], number> = { error: 0, warning: 1, note: 2 };

function byGravity(a: TraceFinding["kind"], b: TraceFinding["kind"]): number {
  const [first, second] = [gravity[traceFindingInfo[a].severity], gravity[traceFindingInfo[b].severity]];
  return first - second || (a < b ? -1 : 1);
}
