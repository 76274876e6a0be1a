import type { Log, Notification, Run } from "sarif";
import type { AuditReport } from "../../audit/report.ts";
import type { AuditRenderOptions } from "./format.ts";
import { notChecked } from "./groups.ts";
import { fingerprints } from "./sarif/fingerprint.ts";
import { message } from "./sarif/message.ts";
import { baseId, findingResult } from "./sarif/result.ts";
import { checkRule } from "./sarif/rule.ts";

/**
 * The findings as SARIF 2.1.0, indented, with a line break at the end: a rule for each check, a result for each finding,
 * a notification for each check that was not made. Paths are below GOROOT/src, which the log does not place.
 */
export function renderSarif(report: AuditReport, { version }: Pick<AuditRenderOptions, "version">): string {
  const log: Log = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [auditRun(report, version)],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function auditRun(report: AuditReport, version: string): Run {
  const { checks, findings, toolchain } = report;
  const { tool, goVersion, goos, goarch } = toolchain;
  const index = new Map(checks.map(({ id }, at) => [id, at]));
  const prints = fingerprints(findings);
  return {
    tool: {
      driver: { name: "traceinject", version, semanticVersion: version, rules: checks.map(checkRule) },
    },
    automationDetails: { id: `audit/${tool}/${goVersion}/${goos}-${goarch}/` },
    invocations: [
      {
        executionSuccessful: true,
        toolExecutionNotifications: notChecked(report).map((check) => notification(check, index)),
      },
    ],
    originalUriBaseIds: {
      [baseId]: {
        description: { text: "The src folder of the audited GOROOT, as the patch set leaves it." },
      },
    },
    columnKind: "utf16CodeUnits",
    results: findings.map((finding, i) => findingResult(finding, index, prints[i]!)),
    properties: { verdict: report.verdict, toolchain },
  };
}

function notification(
  { id, detail }: AuditReport["checks"][number],
  index: ReadonlyMap<string, number>,
): Notification {
  return {
    descriptor: { id: "not-checked" },
    associatedRule: { id, index: index.get(id)! },
    level: "note",
    message: message(`${id} was not checked: ${detail}`),
  };
}
