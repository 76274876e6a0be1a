import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { SpanFile } from "../trace/event.ts";
import { readSpanFile } from "../trace/read.ts";

/** The traces of the only session that `tracedBuild` has made in a folder. */
export function recordedTraces(dir: string): SpanFile[] {
  const proc = join(dir, "state/traceinject/sessions/latest/proc");
  const files = readdirSync(proc).filter((name) => name.endsWith(".span"));
  return files.map((name) => readSpanFile(readFileSync(join(proc, name))));
}
