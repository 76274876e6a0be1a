import { basename } from "node:path";
import { compareGoVersions } from "../base/version.ts";
import type { Host } from "../host/host.ts";
import type { PatchSet } from "../patch/patch.ts";
import { packagesOf } from "../patch/plan.ts";
import type { ReleaseSources } from "../patch/repair/diagnosis.ts";
import { installedReleases } from "../toolchain/installed.ts";
import type { SourceTree } from "../toolchain/source-tree.ts";
import { planGoroot, readPackages } from "./plan.ts";

/** The newest release on this machine that is not newer than a tree, is another one, and that the set fits. */
export async function newestFitting(
  host: Host,
  set: PatchSet,
  { dir, version }: SourceTree,
): Promise<SourceTree | undefined> {
  const older = (await installedReleases(host))
    .filter((one) => one.dir !== dir && compareGoVersions(one.version, version) <= 0)
    .sort((a, b) => compareGoVersions(b.version, a.version));
  for (const one of older) if ((await planGoroot(host, one, set)).kind === "plan") return one;
  return undefined;
}

/** The packages that the set names and those beside them, to which code may have moved. */
export async function sourcesOf(
  host: Host,
  set: PatchSet,
  { dir, version }: SourceTree,
): Promise<ReleaseSources> {
  const named = packagesOf(set, version);
  const parents = [...new Set(named.map((path) => path.slice(0, -basename(path).length - 1)))];
  const beside = await Promise.all(
    parents.map(async (parent) => {
      const entries = await host.readDir(`${dir}/src/${parent}`);
      return entries.flatMap(({ name, kind }) => (kind === "dir" ? [`${parent}/${name}`] : []));
    }),
  );
  const packages = [...new Set([...named, ...beside.flat()])].sort();
  return { version, sources: await readPackages(host, dir, packages) };
}
