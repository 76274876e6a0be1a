import { readSpanFile } from "../trace/read.ts";
import { placeable, timeline } from "../trace/timeline.ts";
import type { ExportSession } from "./session.ts";

/** A session of these span files, by their names. */
export function sessionOf(files: Readonly<Record<string, Uint8Array>>): ExportSession {
  const named = Object.entries(files).map(([file, bytes]) => ({ file, trace: readSpanFile(bytes) }));
  return {
    name: "session",
    line: timeline(named.map(({ file, trace }) => ({ file, trace: placeable(trace) }))),
    read: async ({ file }) => readSpanFile(files[file]!),
  };
}

/** All that an exporter gives. */
export async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}
