import { dirname, join } from "node:path";
import { sha256 } from "../base/fingerprint.ts";
import type { Host } from "../host/host.ts";
import type { Plan } from "../patch/plan.ts";

/** Where the patched sources lie in an instrumented GOROOT once its programs are built. */
const patchedDir = "traceinject/src";

/** Writes the patched files into `src` of a copy of a GOROOT. */
export async function writePlan(host: Host, plan: Plan, goroot: string): Promise<void> {
  for (const { path, after } of plan.files) await host.writeFile(join(goroot, "src", path), after);
}

/** Puts the patched files where they stay, for whoever wants to read them. */
export async function keepPatched(host: Host, plan: Plan, goroot: string): Promise<void> {
  for (const { path, after } of plan.files) await host.writeFile(join(goroot, patchedDir, path), after);
}

/** SHA-256 of the patched sources, by path below the instrumented GOROOT. */
export function patchedHashes(plan: Plan): Record<string, string> {
  const files = plan.files.map(({ path, after }) => [`${patchedDir}/${path}`, sha256(after)]);
  return Object.fromEntries(files);
}

/** Makes `src` pristine again: takes back what `writePlan` has done. */
export async function restoreSources(host: Host, plan: Plan, goroot: string): Promise<void> {
  for (const { path, before } of plan.files) {
    const file = join(goroot, "src", path);
    if (before === undefined) await host.remove(file);
    else await host.writeFile(file, before);
  }
  const added = plan.files.filter(({ before }) => before === undefined).map(({ path }) => dirname(path));
  for (const dir of new Set(added)) {
    const folder = join(goroot, "src", dir);
    if ((await host.readDir(folder)).length === 0) await host.remove(folder);
  }
}
