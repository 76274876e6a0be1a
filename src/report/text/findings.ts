import type { Finding } from "../../audit/finding.ts";
import { formatCount } from "../../base/units.ts";
import { byCheck, type CheckedReport, type CheckGroup, cut } from "../checked.ts";
import { printable } from "../printable.ts";
import { shorten, wrap } from "../table.ts";
import { moreLines, type Screen } from "./screen.ts";

/** The findings under their checks; why each check is there, and what to do, once. */
export function findingLines(report: CheckedReport, screen: Screen): string[] {
  return byCheck(report).flatMap((group, i) => [...(i > 0 ? [""] : []), ...groupLines(group, screen)]);
}

function groupLines({ check, findings }: CheckGroup, screen: Screen): string[] {
  const { width, paint, top } = screen;
  const { shown, more } = cut(findings, top);
  const heading = `✗ ${check.id}: broken in ${formatCount(findings.length, "place")}. ${check.why}`;
  return [
    ...wrap(heading, width).map(paint.red),
    ...shown.flatMap((finding) => oneFinding(finding, screen)),
    ...moreLines(more, screen, "  "),
    ...wrap(check.remedy, width, "  ").map(paint.cyan),
  ];
}

function oneFinding({ subject, message, place }: Finding, { width, paint }: Screen): string[] {
  const at = place ? [`    ${shorten(printable(`${place.file}:${place.line}`), width - 4)}`] : [];
  return [
    `  ${paint.bold(shorten(printable(subject), width - 2))}`,
    ...wrap(printable(message), width, "    "),
    ...at.map(paint.dim),
  ];
}
