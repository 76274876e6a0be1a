import { loadPatchSet } from "../../src/app/patch-set.ts";
import { loadParser, readPackages } from "../../src/app/plan.ts";
import type { Host } from "../../src/host/host.ts";
import { packagesOf } from "../../src/patch/plan.ts";
import type { SourceTree } from "../../src/toolchain/source-tree.ts";
import { type Release, readRelease } from "./release.ts";

/** A Go source tree with the shipped patch set, the packages that this names, and others into which names are followed. */
export async function openRelease(
  host: Host,
  { dir, version }: Pick<SourceTree, "dir" | "version">,
  others: readonly string[] = [],
): Promise<Release> {
  const [parser, set] = await Promise.all([loadParser(host), loadPatchSet(host)]);
  const packages = [...new Set([...packagesOf(set, version), ...others])];
  return readRelease(parser, set, version, await readPackages(host, dir, packages));
}
