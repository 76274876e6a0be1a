import type { AuditEvidence } from "../audit/provenance/audit-statement.ts";
import type { Progress } from "../base/progress.ts";
import type { Host } from "../host/host.ts";
import { lookUp, noteUse } from "../toolchain/cache.ts";
import { findGoroot, type GorootChoice } from "../toolchain/goroot.ts";
import { identify } from "../toolchain/identity.ts";
import { type Inputs, makeToolchain, outcomeOf } from "../toolchain/make.ts";
import type { Stamp } from "../toolchain/stamp.ts";
import type { Toolchain } from "../toolchain/toolchain.ts";
import { loadPatchSets, type PatchSetChoice } from "./patch-set.ts";
import { completePlan } from "./plan.ts";
import { writeRecords } from "./records.ts";

export interface BuildOptions extends GorootChoice, PatchSetChoice {
  /** Builds all programs of the GOROOT, by its own make.bash, and not only the tools that are patched. */
  readonly full?: boolean | undefined;
  /** Builds also if the toolchain is there. */
  readonly force?: boolean | undefined;
  /** Told of what was built before it is published; if it throws, nothing is. */
  readonly examine?: ((candidate: Candidate) => Promise<AuditEvidence>) | undefined;
}

/** A finished toolchain that nobody sees yet. */
export interface Candidate extends Inputs {
  readonly folder: string;
  readonly stamp: Stamp;
}

/**
 * The instrumented toolchain of a Go: from the cache, or built and published. Throws `drift` if the patches do not
 * fit its sources. The plan is made only to build: a published toolchain with the same fingerprint had a complete one.
 */
export async function build(host: Host, options: BuildOptions, progress: Progress): Promise<Toolchain> {
  const base = await findGoroot(host, options, progress);
  const set = await loadPatchSets(host, options);
  const inputs = { base, set, identity: await identify(host, base), full: options.full };
  const { name } = outcomeOf(inputs);
  progress.detail(`${base.version.text} in ${base.dir} (${base.origin}) gives ${name}`);
  const cached = options.force ? undefined : await lookUp(host, name);
  const toolchain = cached ?? (await make(host, inputs, options, progress));
  await noteUse(host, name);
  return toolchain;
}

async function make(
  host: Host,
  inputs: Inputs,
  { force = false, examine }: BuildOptions,
  progress: Progress,
): Promise<Toolchain> {
  const plan = await completePlan(host, inputs.base, inputs.set);
  const beforePublish = async (folder: string, stamp: Stamp): Promise<void> =>
    writeRecords(host, folder, inputs, stamp, await examine?.({ ...inputs, folder, stamp }));
  return makeToolchain(host, inputs, plan, { force, beforePublish }, progress);
}
