import { type MergeFinding, mergeFindingInfo } from "../../trace/sources/finding.ts";
import type { MergedSource } from "../../trace/sources/merged.ts";

/**
 * What `traceinject merge --json` writes. `version` grows when a field goes or changes its meaning; new fields may come
 * without it. Times are nanoseconds.
 */
export interface JsonMerge {
  readonly schema: "traceinject-merge";
  readonly version: 1;
  readonly unit: "ns";
  /** The file that was written, and its format. */
  readonly output: string;
  readonly format: string;
  /** Unix time of the axis's zero, in decimal. */
  readonly start: string;
  readonly sources: readonly MergedSource[];
  readonly findings: readonly JsonMergeFinding[];
}

export interface JsonMergeFinding {
  readonly kind: string;
  readonly title: string;
  readonly severity: "note" | "warning" | "error";
  readonly file: string;
}

/** What a merge has come to. */
export interface MergeFacts extends Pick<JsonMerge, "output" | "format" | "sources"> {
  /** Unix time of the axis's zero; nanoseconds. */
  readonly wallZero: bigint;
  readonly findings: readonly MergeFinding[];
}

/** As JSON text with a line break at its end. */
export function renderMergeJson({ wallZero, findings, ...facts }: MergeFacts): string {
  const report: JsonMerge = {
    ...{ schema: "traceinject-merge", version: 1, unit: "ns" },
    ...facts,
    start: String(wallZero),
    findings: findings.map(({ kind, file }) => {
      const { title, severity } = mergeFindingInfo[kind];
      return { kind, title, severity, file };
    }),
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
