import { basename, join } from "node:path";
import { sha256 } from "../base/fingerprint.ts";
import type { Progress } from "../base/progress.ts";
import type { Host } from "../host/host.ts";
import type { PatchSet } from "../patch/patch.ts";
import type { Plan } from "../patch/plan.ts";
import { type Goroot, gorootFiles } from "./goroot.ts";
import { makeAll } from "./make-all.ts";
import { keepPatched, patchedHashes, restoreSources, writePlan } from "./patched-files.ts";
import { type Recipe, recipeFor } from "./releases.ts";
import { buildTools, toolPath } from "./tool-build.ts";

/** What is to be built, from what, and where. */
export interface Rebuild {
  readonly base: Goroot;
  readonly plan: Plan;
  readonly set: PatchSet;
  /** The folder that becomes the GOROOT; not there yet. */
  readonly target: string;
  /** An empty folder on the same file system, for everything that is not to stay. */
  readonly scratch: string;
  /** All programs of the GOROOT are built, by its own make.bash, and not only the tools that the set patches. */
  readonly full?: boolean | undefined;
}

/** What came out: SHA-256 by path below the GOROOT. */
export interface Rebuilt {
  readonly recipe: Recipe;
  readonly tools: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, string>>;
}

/**
 * Makes an instrumented GOROOT: a copy of the base with programs built from patched sources, but with pristine ones in `src`, so
 * that whatever is built from it, a tool of Go itself too, is what the stock Go builds. Throws `rebuild-failed` or
 * `no-space`; what stands in `target` then is of no use.
 */
export async function rebuild(host: Host, job: Rebuild, progress: Progress): Promise<Rebuilt> {
  const recipe = recipeFor(job.base.version, job.full);
  const tools = await (job.full ? makeAll : rebuildTools)(host, job, progress);
  await keepPatched(host, job.plan, job.target);
  return { recipe, tools, files: patchedHashes(job.plan) };
}

/**
 * Copies the base, writes the plan into the copy and builds its tools there, with the stock tools, which it replaces
 * at the end (a patched compiler has another tool ID, so everything would be compiled again). Then `src` is made
 * pristine again. Gives the hashes of the tools, by path below the GOROOT.
 */
async function rebuildTools(host: Host, job: Rebuild, progress: Progress): Promise<Record<string, string>> {
  const { base, plan, set, target } = job;
  progress.step(`copying ${base.version.text} from ${base.dir}`);
  await host.copyTree(base.dir, target, { ...gorootFiles, only: (path) => !isLate(path) });
  await writePlan(host, plan, target);
  progress.step(`building the patched ${set.tools.join(" ")}`);
  // The copy is completed while the processors work.
  const [built] = await bothOf(
    buildTools(host, { ...job, goroot: target, tools: set.tools, out: "out", origin: "patch set" }, progress),
    host.copyTree(base.dir, target, { ...gorootFiles, only: isLate }),
  );
  const tools = await install(host, job, built);
  await restoreSources(host, plan, target);
  return tools;
}

/**
 * What no build of a tool reads. Not tests: go reads the head of every Go file in a package's folder, and must not meet one
 * that is half copied.
 */
export const isLate = (path: string): boolean => /^(api|doc|misc|test)\/|\/testdata\//.test(path);

/** Both results. If one fails, the other still comes to its end first: nobody writes behind the back of a clean-up. */
async function bothOf<A, B>(first: Promise<A>, second: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([first, second]);
  return Promise.all([first, second]);
}

/** Puts the built tools in the place of the stock ones; gives their hashes by path below the GOROOT. */
async function install(host: Host, { target, set }: Rebuild, out: string): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const tool of set.tools) {
    const path = toolPath(host, tool);
    hashes[path] = sha256(await host.readBytes(join(out, basename(tool))));
    await host.rename(join(out, basename(tool)), join(target, path));
  }
  return hashes;
}
