import { isAbsolute } from "node:path";
import type { Host } from "../host/host.ts";
import { saysGenerated } from "../trace/rules/generated.ts";

/** Go's line stands before the code; bytes. */
const headLength = 64 * 1024;

/** Nobody is told of more files; those with most lines are asked. */
const mostFiles = 20;

/**
 * Whether source files say that they are generated, by name, of those that stand where the compiler found them. A trace
 * may name anything: only plain files are looked at. Never throws.
 */
export async function generatedFiles(
  host: Pick<Host, "stat" | "readRange">,
  files: readonly string[],
): Promise<Map<string, boolean>> {
  const known = new Map<string, boolean>();
  for (const file of files.filter((one) => isAbsolute(one)).slice(0, mostFiles)) {
    const head = await headOf(host, file).catch(() => undefined);
    if (head !== undefined) known.set(file, saysGenerated(head));
  }
  return known;
}

async function headOf(host: Pick<Host, "stat" | "readRange">, file: string): Promise<string | undefined> {
  if ((await host.stat(file))?.kind !== "file") return undefined;
  return Buffer.from(await host.readRange(file, 0, headLength)).toString();
}
