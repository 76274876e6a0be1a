import { formatCount } from "../base/units.ts";
import { describeEventFinding, type EventFinding, eventFindingInfo } from "../trace/event-finding.ts";
import { type TraceFinding, traceFindingInfo } from "../trace/finding.ts";
import { processName } from "../trace/process-events.ts";
import { printable } from "./printable.ts";

export interface EventCheck {
  readonly files: number;
  readonly findings: readonly TraceFinding[];
}

/** One line for each finding, and how many there are. */
export function eventCheckText({ files, findings }: EventCheck): string {
  const lines = findings.map((finding) => {
    const { title, severity } = traceFindingInfo[finding.kind];
    const details = isEventFinding(finding) ? ` ${describeEventFinding(finding)}` : "";
    return `${printable(finding.file)}: ${severity}: ${title}.${details}\n`;
  });
  const counted = `${formatCount(files, "process", "processes")}, ${formatCount(findings.length, "finding")}\n`;
  return lines.join("") + counted;
}

/** The findings as JSON Lines, each with what it means. */
export function eventCheckLines({ findings }: EventCheck): string {
  return findings
    .map(({ kind, file, ...facts }) => {
      const { title, severity } = traceFindingInfo[kind];
      return `${JSON.stringify({ finding: kind, severity, process: processName(file), title, ...facts })}\n`;
    })
    .join("");
}

function isEventFinding(finding: TraceFinding): finding is EventFinding & TraceFinding {
  return finding.kind in eventFindingInfo;
}
