import type { ActionAnalysis } from "../../trace/actions/analyze.ts";

/**
 * What go did, for programs. `version` grows when a field goes or changes its meaning; new fields may come without it.
 * All times are whole nanoseconds, moments after the start of the first traced process, so some are negative.
 */
export interface JsonActions extends ActionAnalysis {
  readonly schema: "traceinject-actions";
  readonly version: 1;
  readonly unit: "ns";
}

/** The analysis as JSON text with a line break at its end. */
export function renderActionsJson(analysis: ActionAnalysis): string {
  const report: JsonActions = { schema: "traceinject-actions", version: 1, unit: "ns", ...analysis };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
