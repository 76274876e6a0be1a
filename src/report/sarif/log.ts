import type { Log, Notification, Run } from "sarif";
import type { CheckResult } from "../../audit/report.ts";
import { type CheckedReport, notChecked } from "../checked.ts";
import { fingerprints } from "./fingerprint.ts";
import { message } from "./message.ts";
import { baseId, findingResult } from "./result.ts";
import { checkRule } from "./rule.ts";

/** What a log says besides checks and findings. */
export interface LogOptions {
  /** Our own version. */
  readonly version: string;
  /** Tells runs apart that are about different things: `audit/compile/go1.26.8/linux-amd64/`. */
  readonly id: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/**
 * The findings as SARIF 2.1.0, indented, with a line break at the end: a rule for each check, a result for each finding,
 * a notification for each check that was not made. Paths are below GOROOT/src, which the log does not place.
 */
export function sarifLog(report: CheckedReport, options: LogOptions): string {
  return sarifText(sarifRun(report, options));
}

/** A log of one run as text. */
export function sarifText(run: Run): string {
  const log: Log = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [run],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function sarifRun(report: CheckedReport, { version, id, properties }: LogOptions): Run {
  const { checks, findings, verdict } = report;
  const index = new Map(checks.map((check, at) => [check.id, at]));
  const prints = fingerprints(findings);
  const notes = notChecked(report).map((check) => notification(check, index));
  return {
    tool: {
      driver: { name: "traceinject", version, semanticVersion: version, rules: checks.map(checkRule) },
    },
    automationDetails: { id },
    invocations: [{ executionSuccessful: true, toolExecutionNotifications: notes }],
    originalUriBaseIds: {
      [baseId]: {
        description: { text: "The src folder of the audited GOROOT, as the patch set leaves it." },
      },
    },
    columnKind: "utf16CodeUnits",
    results: findings.map((finding, i) => findingResult(finding, index, prints[i]!)),
    properties: { verdict, ...properties },
  };
}

function notification({ id, detail }: CheckResult, index: ReadonlyMap<string, number>): Notification {
  return {
    descriptor: { id: "not-checked" },
    associatedRule: { id, index: index.get(id)! },
    level: "note",
    message: message(`${id} was not checked: ${detail}`),
  };
}
