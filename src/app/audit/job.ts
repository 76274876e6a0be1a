import { resolve } from "node:path";
import { type Policy, policyOf } from "../../audit/policy.ts";
import type { Hashes } from "../../audit/provenance/facts.ts";
import type { PlannedFunction } from "../../audit/subject.ts";
import { badUsage } from "../../base/errors.ts";
import { goArchitectures } from "../../base/goarch.ts";
import type { Progress } from "../../base/progress.ts";
import { compareGoVersions, type GoVersion } from "../../base/version.ts";
import type { Host } from "../../host/host.ts";
import type { PatchSet } from "../../patch/patch.ts";
import { lookUp } from "../../toolchain/cache.ts";
import { findGoroot, type Goroot, type GorootChoice, openGoroot } from "../../toolchain/goroot.ts";
import { identify } from "../../toolchain/identity.ts";
import { outcomeOf } from "../../toolchain/make.ts";
import { patchedHashes } from "../../toolchain/patched-files.ts";
import { isInstrumented, readStamp } from "../../toolchain/stamp.ts";
import { loadPatchSets, type PatchSetChoice, patchSetDirs } from "../patch-set.ts";
import { completePlan, loadParser } from "../plan.ts";
import { plannedFunctions } from "./planned.ts";
import { loadPolicy, loadSetPolicies } from "./policy.ts";
import { foundSides, plannedSides, type Sides } from "./sides.ts";

export interface AuditOptions extends GorootChoice, PatchSetChoice {
  /** A GOROOT or a binary. */
  readonly stock?: string | undefined;
  readonly instrumented?: string | undefined;
  readonly policy?: string | undefined;
  readonly goarch?: string | undefined;
  /** `cmd/compile`; all that the patch set builds where absent. */
  readonly tool?: string | undefined;
  /** Whether to disassemble what differs. */
  readonly instructions?: boolean | undefined;
}

/** Two binaries, of which nothing else is known. */
export interface BinaryJob {
  readonly kind: "binaries";
  readonly stock: string;
  readonly instrumented: string;
  readonly policy: Policy;
}

/** Tools to be built from two trees of sources. */
export interface SourceJob {
  readonly kind: "sources";
  readonly base: Goroot;
  readonly sides: Sides;
  readonly policy: Policy;
  readonly tools: readonly string[];
  readonly goarch: string;
  /** Where one is known. */
  readonly set: PatchSet | undefined;
  readonly planned: readonly PlannedFunction[];
  readonly plannedPaths: readonly string[] | undefined;
  /** SHA-256 of the patched sources, by path below the toolchain; undefined where there is no plan. */
  readonly plannedHashes: Hashes | undefined;
  /** The GOROOT with the tools that must be those that are built for the audit. */
  readonly toolchain: string | undefined;
}

/** Finds out what is to be compared. Throws `bad-usage`, `drift` and what finding a GOROOT throws. */
export async function chooseJob(
  host: Host,
  options: AuditOptions,
  progress: Progress,
): Promise<BinaryJob | SourceJob> {
  const [stock, instrumented] = [options.stock, options.instrumented].map(
    (path) => path && resolve(host.cwd, path),
  );
  checkGoarch(options);
  const goroot = stock ?? options.goroot;
  if (stock && instrumented && (await isFile(host, stock)))
    return binaryJob(host, stock, instrumented, options);
  if (instrumented && !(await isInstrumented(host, instrumented)))
    return foundJob(host, { ...options, goroot }, instrumented, progress);
  const base = await findGoroot(host, { ...options, goroot }, progress);
  if (instrumented) await checkBase(host, base, instrumented);
  const set = await loadPatchSets(host, options);
  return plannedJob(host, {
    base,
    set,
    options,
    toolchain: instrumented ?? (await published(host, base, set)),
  });
}

async function checkBase(host: Host, base: Goroot, toolchain: string): Promise<void> {
  const made = (await readStamp(host, toolchain))?.base;
  if (made === undefined || made.version === base.version.text) return;
  throw badUsage(
    `${toolchain} was made from ${made.version}, and ${base.dir} is ${base.version.text}`,
    `Compare it with the Go that it was made from: ${made.goroot}.`,
  );
}

/** The toolchain that was made of these before. None is built here: what is not audited yet need not be published. */
async function published(host: Host, base: Goroot, set: PatchSet): Promise<string | undefined> {
  const { name } = outcomeOf({ base, set, identity: await identify(host, base) });
  return (await lookUp(host, name))?.goroot;
}

function checkGoarch({ goarch }: AuditOptions): void {
  if (goarch === undefined || goArchitectures.includes(goarch)) return;
  throw badUsage(`there is no GOARCH ${goarch}`, `Go has ${goArchitectures.join(", ")}.`);
}

const isFile = async (host: Host, path: string): Promise<boolean> => (await host.stat(path))?.kind === "file";

async function binaryJob(
  host: Host,
  stock: string,
  instrumented: string,
  options: AuditOptions,
): Promise<BinaryJob> {
  if (options.goarch !== undefined)
    throw badUsage(
      "--goarch is for a tool that is built here",
      "Leave it out: two binaries are what they are.",
    );
  if (!(await isFile(host, instrumented)))
    throw badUsage(
      `${options.instrumented} is not a file`,
      "Compare a binary with a binary, or a GOROOT with a GOROOT.",
    );
  return { kind: "binaries", stock, instrumented, policy: await loadPolicy(host, options.policy) };
}

async function foundJob(
  host: Host,
  options: AuditOptions,
  instrumented: string,
  progress: Progress,
): Promise<SourceJob> {
  const base = await findGoroot(host, options, progress);
  const other = await openGoroot(host, instrumented, "the instrumented one");
  if (compareGoVersions(base.version, other.version) !== 0)
    throw badUsage(
      `${base.dir} is ${base.version.text}, and ${other.dir} is ${other.version.text}`,
      "Compare two of the same release: between releases everything differs.",
    );
  progress.step("comparing the sources");
  const sides = await foundSides(host, base, other);
  const goarch = options.goarch ?? host.goarch;
  return {
    kind: "sources",
    base,
    sides,
    policy: policyOf(await loadPolicy(host, options.policy), base.version, goarch),
    tools: [options.tool ?? "cmd/compile"],
    goarch,
    set: undefined,
    planned: [],
    plannedPaths: undefined,
    plannedHashes: undefined,
    toolchain: other.dir,
  };
}

/** What a patch set makes of a release; the toolchain may be finished or still in its scratch folder. */
export async function plannedJob(
  host: Host,
  {
    base,
    set,
    options,
    toolchain,
  }: { base: Goroot; set: PatchSet; options: AuditOptions; toolchain: string | undefined },
): Promise<SourceJob> {
  const plan = await completePlan(host, base, set);
  const goarch = options.goarch ?? host.goarch;
  const tools = options.tool === undefined ? set.tools : [options.tool];
  for (const tool of tools)
    if (!set.tools.includes(tool))
      throw badUsage(`the patch set does not build ${tool}`, `It builds ${set.tools.join(", ")}.`);
  return {
    kind: "sources",
    base,
    sides: plannedSides(base, plan),
    policy: await policyFor(host, options, base.version, goarch),
    tools,
    goarch,
    set,
    planned: plannedFunctions(await loadParser(host), plan),
    plannedPaths: plan.files.map(({ path }) => path),
    plannedHashes: patchedHashes(plan),
    toolchain,
  };
}

/** The policy that the user names, else those of the patch sets. */
async function policyFor(
  host: Host,
  options: AuditOptions,
  version: GoVersion,
  goarch: string,
): Promise<Policy> {
  if (options.policy !== undefined) return policyOf(await loadPolicy(host, options.policy), version, goarch);
  return loadSetPolicies(host, patchSetDirs(host, options), version, goarch);
}
