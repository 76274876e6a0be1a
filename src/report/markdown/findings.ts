import type { Finding } from "../../audit/finding.ts";
import { byCheck, type CheckedReport, type CheckGroup, cut } from "../checked.ts";
import { code, moreItems, prose } from "./block.ts";

/** A section for each check that found something: why it is there, what it found, what to do. */
export function findingSections(report: CheckedReport, top: number): string[] {
  const groups = byCheck(report);
  return groups.length === 0 ? [] : ["### Findings", ...groups.flatMap((group) => section(group, top))];
}

function section({ check, findings }: CheckGroup, top: number): string[] {
  const { shown, more } = cut(findings, top);
  return [
    `#### ✗ ${code(check.id)}: ${prose(check.title)}`,
    prose(check.why),
    [...shown.map(item), ...moreItems(more)].join("\n"),
    `**What to do:** ${prose(check.remedy)}`,
  ];
}

function item({ subject, message, place }: Finding): string {
  const at = place ? ` (${code(`${place.file}:${place.line}`)})` : "";
  return `- ${code(subject)}: ${prose(message)}${at}`;
}
