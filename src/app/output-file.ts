import { resolve } from "node:path";
import { badUsage } from "../base/errors.ts";
import type { Host } from "../host/host.ts";

/**
 * Writes a file that the user names: whole or, where that fails or is interrupted, not at all. What is no file, such as
 * /dev/null or a named pipe, is written as it is. Throws `bad-usage` for a folder.
 */
export async function writeOutputFile(
  host: Host,
  name: string,
  bytes: AsyncIterable<Uint8Array>,
): Promise<void> {
  const path = resolve(host.cwd, name);
  const there = await host.stat(path);
  if (there?.kind === "dir") throw badUsage(`${name} is a folder`, "Name a file in it.");
  if (there?.kind === "other") await host.writeFile(path, bytes);
  else await replace(host, there ? await host.realPath(path) : path, bytes, there?.mode);
}

/** Beside the target, because a rename leads nowhere else. */
async function replace(
  host: Host,
  target: string,
  bytes: AsyncIterable<Uint8Array>,
  mode = 0o666,
): Promise<void> {
  const draft = `${target}.${host.randomHex(4)}.new`;
  const goOn = host.onInterrupt(() => host.remove(draft));
  try {
    await host.writeFile(draft, bytes, { mode });
    await host.rename(draft, target);
  } catch (error) {
    await host.remove(draft);
    throw error;
  } finally {
    goOn();
  }
}
