import { parsedJson } from "../base/json.ts";
import type { Host } from "../host/host.ts";

/** What we have stored in a file; undefined where there is none, it was cut off, or another version wrote it in another format. */
export async function readStored<T extends { readonly format: 1 }>(
  host: Pick<Host, "stat" | "readFile">,
  path: string,
): Promise<T | undefined> {
  if (!(await host.stat(path))) return undefined;
  const stored = parsedJson<T>(await host.readFile(path));
  return stored?.format === 1 ? stored : undefined;
}
