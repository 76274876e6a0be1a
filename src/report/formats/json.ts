import type { Analysis } from "../../trace/analyze.ts";
import type { RuntimeTrace } from "../../trace/runtime/header.ts";

/**
 * What `traceinject report --json` writes. `version` grows when a field goes or changes its meaning; new fields may come
 * without it. All times are whole nanoseconds (`start` after the start of the first process), all sizes bytes, `coverage`
 * is a share from 0 to 1; rows are sorted as `Analysis` says. An absent `exit` means that the process was killed.
 */
export interface JsonReport extends Analysis {
  readonly schema: "traceinject-report";
  readonly version: 1;
  readonly unit: "ns";
  /** The folder of the session; absent where the report is made from span files by the library. */
  readonly session?: string;
  /** The execution traces beside the span files, likewise. */
  readonly runtimeTraces?: readonly RuntimeTrace[];
}

/** The analysis as JSON text with a line break at its end. */
export function renderJson(analysis: Analysis): string {
  const report: JsonReport = { schema: "traceinject-report", version: 1, unit: "ns", ...analysis };
  return `${JSON.stringify(report, null, 2)}\n`;
}
