import type { ClockSync } from "../clock/sync.ts";
import type { PlacedProcess } from "../timeline.ts";
import type { SourceKind } from "./detect.ts";

/** What became of one source, or of all span files of one session. Times are nanoseconds. */
export interface MergedSource {
  readonly kind: SourceKind | "unknown";
  /** A file, or a session. */
  readonly name: string;
  /** How many processes of it stand on the axis. */
  readonly processes: number;
  /** Spans that it has there, whatever level is written. */
  readonly spans: number;
  /** How it was tied to the axis, and how far its times may be off at most; absent where it could not be. */
  readonly clock?: ClockSync["kind"];
  readonly error?: number;
  /** Spans and other records that are lost, or cannot be placed. */
  readonly dropped: number;
}

/** What was found of one file. */
export interface SurveyedFile {
  readonly kind: SourceKind | "unknown";
  /** The name of the source that it belongs to. */
  readonly group: string;
  readonly spans: number;
  readonly dropped: number;
  /** Its process, where that could be placed. */
  readonly placed?: PlacedProcess;
}

/** Adds up the files of each source by kind and clock, in the order in which these come. */
export function mergedSources(files: readonly SurveyedFile[]): MergedSource[] {
  const rows = new Map<string, MergedSource>();
  for (const file of files) {
    const clock = file.placed?.sync.kind;
    const key = JSON.stringify([file.group, file.kind, clock]);
    rows.set(key, add(rows.get(key), file));
  }
  return [...rows.values()];
}

function add(
  row: MergedSource | undefined,
  { kind, group, placed, spans, dropped }: SurveyedFile,
): MergedSource {
  return {
    ...{ kind, name: group },
    processes: (row?.processes ?? 0) + (placed ? 1 : 0),
    spans: (row?.spans ?? 0) + (placed ? spans : 0),
    ...(placed && { clock: placed.sync.kind, error: Math.max(row?.error ?? 0, placed.sync.error) }),
    dropped: (row?.dropped ?? 0) + dropped + (placed ? 0 : spans),
  };
}
