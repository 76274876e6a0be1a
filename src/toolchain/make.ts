import { join } from "node:path";
import { noSpace, rebuildFailed } from "../base/errors.ts";
import { fingerprint } from "../base/fingerprint.ts";
import type { Progress } from "../base/progress.ts";
import type { Host } from "../host/host.ts";
import { packageVersion } from "../host/package.ts";
import type { PatchSet } from "../patch/patch.ts";
import type { Plan } from "../patch/plan.ts";
import {
  cacheLayout,
  lookUp,
  publish,
  sweep,
  toolchainName,
  unpublish,
  withScratch,
  withToolchainLock,
  writingToCache,
} from "./cache.ts";
import { askGo, cleanGoEnv, neutralDir } from "./go-command.ts";
import type { Goroot } from "./goroot.ts";
import type { Identity } from "./identity.ts";
import { type Rebuilt, rebuild } from "./rebuild.ts";
import { type Recipe, recipeFor } from "./releases.ts";
import { type Stamp, writeStamp } from "./stamp.ts";
import { toolPath } from "./tool-build.ts";
import type { Toolchain } from "./toolchain.ts";

/** Everything that decides what comes out, but for the plan, which follows from it. */
export interface Ingredients {
  readonly base: Goroot;
  readonly identity: Pick<Identity, "digest">;
  readonly set: PatchSet;
  /** All programs are built, and not only the tools that the set patches. */
  readonly full?: boolean | undefined;
}

/** What a build needs to know: also how much room the copy takes. */
export interface Inputs extends Ingredients {
  readonly identity: Identity;
}

/** What is published, and how it is laid out: another one is another toolchain. */
const layout = "pristine src, patched files in traceinject/src, documents in traceinject";

/** The name under which these inputs are published, and the fingerprint in it. */
export function outcomeOf({ base, identity, set, full }: Ingredients): { name: string; fingerprint: string } {
  const hash = fingerprintOf(identity.digest, set.fingerprint, recipeFor(base.version, full));
  return { name: toolchainName(base.version.text, hash), fingerprint: hash };
}

/** The fingerprint of what this version of traceinject makes of a base and a patch set, both by their digests. */
export function fingerprintOf(base: string, patches: string, recipe: Recipe): string {
  return fingerprint({
    base,
    layout,
    patches,
    recipe: JSON.stringify(recipe),
    traceinject: packageVersion,
  });
}

/** Thrown to say that a toolchain must not be used: then one that was published of the same inputs is withdrawn, too. */
export abstract class Refusal extends Error {
  /** Whether there was one, and it is withdrawn now. */
  withdrew = false;
}

export interface MakeOptions {
  /** Builds also if there is one. */
  readonly force: boolean;
  /**
   * Told of the folder when everything is in it and stamped; may add to its records. If it throws, nothing is published;
   * if it throws a `Refusal`, nothing stays published. Not called for a toolchain that another process has made.
   */
  readonly beforePublish: (folder: string, stamp: Stamp) => Promise<void>;
}

/** Builds and publishes a toolchain, or waits for another process that does. */
export async function makeToolchain(
  host: Host,
  inputs: Inputs,
  plan: Plan,
  options: MakeOptions,
  progress: Progress,
): Promise<Toolchain> {
  const { name } = outcomeOf(inputs);
  const make = async (): Promise<Toolchain> => {
    const theirs = options.force ? undefined : await lookUp(host, name);
    if (theirs) return theirs;
    await checkSpace(host, inputs);
    return withScratch(host, (scratch) => makeIn(host, scratch, inputs, plan, options, progress));
  };
  return writingToCache(host, async () => {
    await sweep(host);
    return withToolchainLock(host, name, make, progress);
  });
}

/** What a build needs besides the copy: build cache and work folder (measured: 480 MB on go1.27, cold). */
export const buildSpace = 600e6;

/** make.bash works in a second copy, with a build cache in it that holds std and cmd more than once; an estimate. */
const fullBuildSpace = 1.5e9;

async function checkSpace(host: Host, { identity, full }: Inputs): Promise<void> {
  const { root } = cacheLayout(host);
  const needed = full ? 2 * identity.size + fullBuildSpace : identity.size + buildSpace;
  const free = await host.freeSpace(root);
  if (free < needed) throw noSpace(root, { needed, free });
}

async function makeIn(
  host: Host,
  scratch: string,
  inputs: Inputs,
  plan: Plan,
  { beforePublish }: MakeOptions,
  progress: Progress,
): Promise<Toolchain> {
  const { base, set, full } = inputs;
  const target = join(scratch, "goroot");
  const rebuilt = await rebuild(host, { base, plan, set, target, scratch, full }, progress);
  await checkTools(host, inputs, target);
  if (full) await askGo(host, join(target, "bin/go"));
  const stamp = stampOf(host, inputs, plan, rebuilt);
  await writeStamp(host, target, stamp);
  const { name } = outcomeOf(inputs);
  await withdrawIfRefused(host, name, scratch, () => beforePublish(target, stamp));
  const goroot = await publish(host, target, name, scratch);
  return { goroot, goBinary: join(goroot, "bin/go"), stamp, fresh: true };
}

/** Here and not by the caller, because the lock is held: what somebody else publishes later was judged anew. */
async function withdrawIfRefused(
  host: Host,
  name: string,
  scratch: string,
  judge: () => Promise<void>,
): Promise<void> {
  try {
    await judge();
  } catch (error) {
    if (error instanceof Refusal) error.withdrew = await unpublish(host, name, scratch);
    throw error;
  }
}

/** A tool that cannot even say its version would fail every build of the user, in riddles. */
async function checkTools(host: Host, { base, set }: Inputs, target: string): Promise<void> {
  for (const path of set.tools.map((tool) => toolPath(host, tool))) {
    const command = { file: join(target, path), args: ["-V=full"], env: cleanGoEnv(host), cwd: neutralDir };
    const { exitCode, stdout, stderr } = await host.run(command);
    if (exitCode === 0 && stdout.includes(" version ")) continue;
    const cause = new Error(`${path} -V=full: exit code ${exitCode}\n${stdout}${stderr}`.trim());
    throw rebuildFailed(base.version.text, [path], "patch set", { cause });
  }
}

/** What the stamp of a toolchain says that was made from these. */
export function stampOf(
  host: Host,
  { base, identity, set, full }: Ingredients,
  plan: Plan,
  rebuilt: Rebuilt,
): Stamp {
  return {
    format: 1,
    fingerprint: outcomeOf({ base, identity, set, full }).fingerprint,
    traceinject: packageVersion,
    base: {
      version: base.version.text,
      goos: host.goos,
      goarch: host.goarch,
      digest: identity.digest,
      goroot: base.dir,
      origin: base.origin,
    },
    patchSet: { name: set.name, fingerprint: set.fingerprint, tools: set.tools },
    changes: plan.changes.map(({ id, file, line }) => ({ id, file, line })),
    ...rebuilt,
  };
}
