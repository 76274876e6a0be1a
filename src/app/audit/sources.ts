import { isCode } from "../../audit/source/compare.ts";
import type { SourceFile } from "../../audit/source/comparison.ts";
import { readSource, type SourceReading } from "../../audit/source/reading.ts";
import type { Host } from "../../host/host.ts";
import { loadParser } from "../plan.ts";

/**
 * Reads every Go file that differs, one after the other; in between others have their turn, so that this can go on while
 * go builds.
 */
export async function readSources(host: Host, files: readonly SourceFile[]): Promise<SourceReading[]> {
  const parser = await loadParser(host);
  const readings: SourceReading[] = [];
  for (const file of files.filter(({ path }) => isCode(path))) {
    readings.push(readSource(parser, file));
    await new Promise(setImmediate);
  }
  return readings;
}
