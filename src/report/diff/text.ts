import pc from "picocolors";
import type { Colors } from "picocolors/types.js";
import type { Diff } from "../../trace/diff/diff.ts";
import { type DiffFinding, describeDiffFinding, diffFindingInfo } from "../../trace/diff/finding.ts";
import { findingLines } from "../findings.ts";
import type { RenderOptions } from "../format.ts";
import { printable } from "../printable.ts";
import { wrap } from "../table.ts";
import { joinSections, tableLines } from "../text/sections.ts";

import { headline, sentences } from "./sentences.ts";
import { shownTables } from "./tables.ts";

/** A comparison for a screen: sentences, tables, findings. Lines are at most `width` characters, from 72 on. */
export function renderDiffText(diff: Diff, { top, width, colour }: RenderOptions): string {
  const paint = pc.createColors(colour);
  return joinSections([
    [
      ...wrap(printable(headline(diff)), width).map(paint.bold),
      ...sentences(diff).flatMap((sentence) => wrap(printable(sentence), width)),
    ],
    ...shownTables(diff, top).map((table) => tableLines(table, width, paint)),
    diff.findings.flatMap((finding) => oneFinding(finding, width, paint)),
    findingLines(diff.traceFindings, width, paint),
  ]);
}

function oneFinding(finding: DiffFinding, width: number, paint: Colors): string[] {
  const { title, severity, why, remedy } = diffFindingInfo[finding.kind];
  const colour = { error: paint.red, warning: paint.yellow, note: paint.cyan }[severity];
  const words = [describeDiffFinding(finding), why, remedy].filter((text) => text !== "").join(" ");
  return [colour(`${severity}: ${title}`), ...wrap(printable(words), width, "  ")];
}
