import type { Progress } from "../base/progress.ts";
import { unifiedDiff } from "../edit/unified.ts";
import type { Host } from "../host/host.ts";
import { type Exit, findExits, mayExit } from "../patch/exits.ts";
import type { PatchSet } from "../patch/patch.ts";
import type { Plan, PlanResult } from "../patch/plan.ts";
import type { PatchReport } from "../patch/report.ts";
import type { GorootChoice } from "../toolchain/goroot.ts";
import { findSourceTree, type SourceTree } from "../toolchain/source-tree.ts";
import { loadPatchSets, type PatchSetChoice } from "./patch-set.ts";
import { loadParser, planGoroot, readPackages } from "./plan.ts";

/** Sources with a patch set planned on them. */
export interface Planned {
  readonly goroot: SourceTree;
  readonly set: PatchSet;
  readonly result: PlanResult;
}

export type PatchOptions = GorootChoice & PatchSetChoice;

/** Finds the sources and plans the patch set on them. Nothing is written. */
export async function planPatchSet(host: Host, options: PatchOptions, progress: Progress): Promise<Planned> {
  const goroot = await findSourceTree(host, options, progress);
  const set = await loadPatchSets(host, options);
  return { goroot, set, result: await planGoroot(host, goroot, set) };
}

/** What a plan comes to. */
export function patchReport({ goroot, set }: Omit<Planned, "result">, { changes, files }: Plan): PatchReport {
  return {
    release: goroot.version.text,
    goroot: goroot.dir,
    patchSet: set.name,
    changes: changes.map(({ id, file, line }) => ({ id, file, line })),
    newFiles: files.filter(({ before }) => before === undefined).map(({ path }) => path),
    drift: [],
  };
}

/** The plan as a unified diff for `git apply` in the GOROOT. */
export function planDiff(plan: Plan): string {
  return unifiedDiff(plan.files.map((file) => ({ ...file, path: `src/${file.path}` })));
}

/** Every way out of the tools that a patch set builds, in the source of a GOROOT, with what covers it under this plan. */
export async function surveyExits(
  host: Host,
  goroot: SourceTree,
  tools: readonly string[],
  plan: Plan,
): Promise<Exit[]> {
  const parser = await loadParser(host);
  const exits: Exit[] = [];
  for (const tool of tools) {
    const sources = await readPackages(host, goroot.dir, await packagesBelow(host, goroot.dir, tool));
    const files = [...sources].filter(([, text]) => mayExit(text)).sort(([a], [b]) => (a < b ? -1 : 1));
    exits.push(...findExits(tool, new Map(files.map(([file, text]) => [file, parser.parse(text)])), plan));
  }
  return exits;
}

/** The package of a tool and every package below it, but for those that only its tests are made of. */
export async function packagesBelow(host: Host, goroot: string, tool: string): Promise<string[]> {
  const found: string[] = [];
  const visit = async (path: string): Promise<void> => {
    found.push(path);
    for (const { name, kind } of await host.readDir(`${goroot}/src/${path}`))
      if (kind === "dir" && !/^(testdata|_.*|gen|test.*|swig)$/.test(name)) await visit(`${path}/${name}`);
  };
  await visit(tool);
  return found;
}
