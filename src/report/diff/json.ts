import type { Diff } from "../../trace/diff/diff.ts";

/**
 * What `traceinject diff --json` writes. `version` grows when a field goes or changes its meaning; new fields may come
 * without it. Times are nanoseconds, sizes bytes, `ratio`, `p` and `confidence` plain numbers.
 */
export interface JsonDiff extends Diff {
  readonly schema: "traceinject-diff";
  readonly version: 1;
  readonly unit: "ns";
}

/** The comparison as JSON text in one line: there may be tens of thousands of rows. Ends with a line break. */
export function renderDiffJson(diff: Diff): string {
  const report: JsonDiff = { schema: "traceinject-diff", version: 1, unit: "ns", ...diff };
  return `${JSON.stringify(report)}\n`;
}
