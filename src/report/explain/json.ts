import type { Explanation } from "../../trace/explain/explanation.ts";

/**
 * What `traceinject explain --json` writes. `version` grows when a field goes or changes its meaning; new fields may come
 * without it. All times are whole nanoseconds, all sizes bytes.
 */
export interface JsonExplanation {
  readonly schema: "traceinject-explanation";
  readonly version: 1;
  readonly unit: "ns";
  /** The folder of the session. */
  readonly session: string;
  /** In the order in which they ran, what was there already last. */
  readonly packages: readonly Explanation[];
  /** The length of the build's critical path; absent where go was not asked. */
  readonly path?: number;
}

/** Explanations as JSON text with a line break at its end. */
export function renderExplanationJson(found: Pick<JsonExplanation, "session" | "packages" | "path">): string {
  const report: JsonExplanation = { schema: "traceinject-explanation", version: 1, unit: "ns", ...found };
  return `${JSON.stringify(report, null, 2)}\n`;
}
