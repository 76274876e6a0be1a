import { globMatcher } from "../base/glob.ts";
import type { Host } from "../host/host.ts";
import { decodeSpanFile } from "../trace/decode/span.ts";
import { importPathOf, type SpanFile, withoutVariant } from "../trace/event.ts";
import {
  type Placeable,
  placeable,
  type Timeline,
  type TimelineProcess,
  timeline,
} from "../trace/timeline.ts";
import type { KeptTraces } from "./kept-traces.ts";
import { readTraceFile } from "./read-trace.ts";
import type { NamedTraces, TraceFile } from "./trace-files.ts";

/** A process whose place is known, and of whose file nothing is held but the findings. */
export type Placed = TimelineProcess<Placeable>;

type Reading = Pick<Host, "readBytes">;

/**
 * Places every process: the first of two readings of each file, so that not all have to be held at once. What fits into
 * `kept` is held all the same.
 */
export async function survey(
  host: Reading,
  { files, isRunning }: Pick<NamedTraces, "files" | "isRunning">,
  kept?: KeptTraces,
): Promise<Timeline<Placeable>> {
  const traces = [];
  for (const { name, path } of files) {
    const { trace, size } = await readTraceFile(host, path, isRunning);
    kept?.offer(name, size, trace);
    traces.push({ file: name, trace: placeable(trace) });
  }
  return timeline(traces);
}

/** Reads the file of a process again, unless it is held; its events are not held to their rules once more. */
export function rereader(
  host: Reading,
  files: readonly TraceFile[],
  kept?: KeptTraces,
): (process: Pick<Placed, "file">) => Promise<SpanFile> {
  const paths = new Map(files.map(({ name, path }) => [name, path]));
  return async ({ file }) => {
    const path = paths.get(file);
    if (path === undefined) throw new Error(`${file} is none of the files`);
    return kept?.take(file) ?? decodeSpanFile(await host.readBytes(path));
  };
}

/** Chooses processes by a list of globs for their import paths, without test variants. */
export function packageFilter(globs = "*"): (process: Pick<Placed, "header">) => boolean {
  const matches = globMatcher(globs);
  return ({ header }) => matches(withoutVariant(importPathOf(header)));
}
