import { basename, join } from "node:path";
import type { GoVersion } from "../../../base/version.ts";
import { inRange } from "../../../base/version.ts";
import type { Host } from "../../../host/host.ts";
import { parsePatch } from "../../../patch/parse.ts";
import type { SetRepair } from "./proposals.ts";

/**
 * Copies a patch set into `scratch`, under its own name, with the repaired patch files, and without the changes that still do
 * not fit this release. Gives the folder of the copy.
 */
export async function copyRepaired(
  host: Host,
  { dir, patches, drifting }: SetRepair,
  version: GoVersion,
  scratch: string,
): Promise<string> {
  const copy = join(scratch, basename(dir));
  await host.copyTree(dir, copy);
  for (const { file, after } of patches) await host.writeFile(join(copy, file), after);
  if (drifting.size > 0) await leaveOut(host, copy, drifting, version);
  return copy;
}

/** A patch of which nothing is left goes out of the series, for a file without a change is none. */
async function leaveOut(
  host: Host,
  dir: string,
  gone: ReadonlySet<string>,
  version: GoVersion,
): Promise<void> {
  const series = (await host.readFile(join(dir, "series"))).split("\n");
  const kept: string[] = [];
  for (const line of series) {
    const name = line.replace(/#.*/, "").trim();
    const text = name.endsWith(".patch") ? await host.readFile(join(dir, name)) : undefined;
    const rest = text === undefined ? "" : withoutChanges(name, text, gone, version);
    if (rest !== undefined) kept.push(line);
    if (text !== undefined && rest !== undefined) await host.writeFile(join(dir, name), rest);
  }
  await host.writeFile(join(dir, "series"), kept.join("\n"));
}

/** The text with empty lines where these changes stood in their form for this release; undefined where nothing is left. */
function withoutChanges(
  file: string,
  text: string,
  gone: ReadonlySet<string>,
  version: GoVersion,
): string | undefined {
  const { changes } = parsePatch(file, text);
  const out = changes.filter((change) => gone.has(change.id) && inRange(version, change));
  if (out.length === changes.length) return undefined;
  const lines = text.split("\n");
  for (const { line, body } of out) lines.fill("", line - 1, body.at(-1)?.line ?? line);
  return lines.join("\n");
}
