import { basename, dirname, join } from "node:path";
import { sha256 } from "../base/fingerprint.ts";
import type { Progress } from "../base/progress.ts";
import type { Host } from "../host/host.ts";
import type { PatchSet } from "../patch/patch.ts";
import type { Plan } from "../patch/plan.ts";
import { type Goroot, gorootFiles } from "./goroot.ts";
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
}

/** What came out: SHA-256 by path below the GOROOT. */
export interface Rebuilt {
  readonly recipe: Recipe;
  readonly tools: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, string>>;
}

/** Where the patched sources lie in an instrumented GOROOT once its tools are built. */
const patchedDir = "traceinject/src";

/**
 * Copies the base, writes the plan into the copy and builds its tools there, with the stock tools, which it replaces
 * at the end (a patched compiler has another tool ID, so everything would be compiled again). Then `src` is made
 * pristine again, so that whatever is built from it, a tool of Go itself too, is what the stock Go builds. Throws
 * `rebuild-failed` or `no-space`; what stands in `target` then is of no use.
 */
export async function rebuild(host: Host, job: Rebuild, progress: Progress): Promise<Rebuilt> {
  const { base, plan, set, target } = job;
  const recipe = recipeFor(base.version);
  progress.step(`copying ${base.version.text} from ${base.dir}`);
  await host.copyTree(base.dir, target, { ...gorootFiles, only: (path) => !isLate(path) });
  for (const { path, after } of plan.files) await host.writeFile(join(target, "src", path), after);
  progress.step(`building the patched ${set.tools.join(" ")}`);
  // The copy is completed while the processors work.
  const [built] = await bothOf(
    buildTools(host, { ...job, goroot: target, tools: set.tools, out: "out", origin: "patch set" }, progress),
    host.copyTree(base.dir, target, { ...gorootFiles, only: isLate }),
  );
  const tools = await install(host, job, built);
  await restoreSources(host, job);
  return { recipe, tools, files: patchedHashes(plan) };
}

/** SHA-256 of the patched sources, by path below the instrumented GOROOT. */
export function patchedHashes(plan: Plan): Record<string, string> {
  const files = plan.files.map(({ path, after }) => [`${patchedDir}/${path}`, sha256(after)]);
  return Object.fromEntries(files);
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

/** Moves the patched files out of `src` and puts the base's in their place. */
async function restoreSources(host: Host, { plan, target }: Rebuild): Promise<void> {
  for (const { path, before, after } of plan.files) {
    const file = join(target, "src", path);
    await host.writeFile(join(target, patchedDir, path), after);
    if (before === undefined) await host.remove(file);
    else await host.writeFile(file, before);
  }
  const added = plan.files.filter(({ before }) => before === undefined).map(({ path }) => dirname(path));
  for (const dir of new Set(added)) {
    const folder = join(target, "src", dir);
    if ((await host.readDir(folder)).length === 0) await host.remove(folder);
  }
}
