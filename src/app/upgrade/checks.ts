import type { Finding } from "../../audit/finding.ts";
import type { Progress } from "../../base/progress.ts";
import { formatCount } from "../../base/units.ts";
import type { Host } from "../../host/host.ts";
import { withScratch, writingToCache } from "../../toolchain/cache.ts";
import type { Toolchain } from "../../toolchain/toolchain.ts";
import { audit } from "../audit.ts";
import { build } from "../build.ts";
import { tryExits } from "../exits.ts";
import { surveyExits } from "../patch.ts";
import { prove } from "../prove.ts";
import { benchCompilers } from "./bench.ts";
import type { UpgradeOptions } from "./options.ts";
import type { Fitting } from "./patches.ts";
import type { Done } from "./steps.ts";

/** What the checks look at. */
export interface Built extends Fitting {
  readonly toolchain: Toolchain;
}

export async function buildStep(
  host: Host,
  options: UpgradeOptions,
  fitting: Fitting,
  progress: Progress,
): Promise<Done<Built>> {
  const toolchain = await build(host, options, progress);
  const tools = toolchain.stamp.patchSet.tools.join(", ");
  const detail = toolchain.fresh ? `built ${tools}` : `${tools} were built before, of the same inputs`;
  return { value: { ...fitting, toolchain }, detail };
}

/** The payload package that writes traces. A set without it records none, so that there is nothing to stop. */
const tracer = "cmd/internal/buildtrace/";

/** The ways out of the sources, whether each is covered, and those of the compiler taken for real. */
export async function exitStep(
  host: Host,
  { base, set, plan, toolchain: { goroot } }: Built,
  progress: Progress,
): Promise<Done<never>> {
  const traces = set.payload.some(({ path }) => path.startsWith(tracer));
  const exits = traces ? await surveyExits(host, base, set.tools, plan) : [];
  const open = exits.filter(({ coveredBy }) => coveredBy === undefined);
  const trial = await inScratch(host, (scratch) =>
    tryExits(host, { base, goroot, traces, scratch }, progress),
  );
  const uncovered = open.map(
    ({ kind, file, line }): Finding => ({
      check: "exit-covered",
      subject: `${file}:${line}`,
      message: `no change stops the trace on this way out (${kind})`,
    }),
  );
  const ways = `${formatCount(exits.length, "way")} out in the sources, ${open.length} not covered`;
  return {
    detail: `${formatCount(trial.tried, "way")} out taken with both compilers${traces ? `; ${ways}` : ""}`,
    findings: [...uncovered, ...trial.findings],
    figures: { exits: exits.length, openExits: open.length, takenExits: trial.tried },
  };
}

export async function auditStep(
  host: Host,
  options: UpgradeOptions,
  progress: Progress,
): Promise<Done<never>> {
  const { checks, findings, functions } = await audit(host, { ...options, instructions: false }, progress);
  const made = checks.filter(({ status }) => status !== "not-checked").length;
  const { compared, changed } = functions;
  return {
    detail: `${formatCount(made, "check")} of ${checks.length} made; ${changed.length} of ${compared} functions are changed`,
    findings,
    figures: { functions: compared, changedFunctions: changed.length },
  };
}

/** About so many programs that do not compile are enough for a sample. */
const programs = 60;

export async function proofStep(
  host: Host,
  options: UpgradeOptions,
  sample: readonly string[],
  progress: Progress,
): Promise<Done<never>> {
  const proof = await prove(host, { ...options, packages: sample, programs }, progress);
  const builds = proof.configurations.flatMap((one) => one.builds);
  const objects = builds.reduce((sum, { identical }) => sum + identical, 0);
  const compared = proof.diagnostics?.programs ?? 0;
  return {
    detail: `${sample.join(" ")} and what they import: ${objects} objects with tracing off and on, ${compared} programs`,
    findings: proof.findings,
    figures: { objects, programs: compared },
  };
}

export async function benchStep(
  host: Host,
  { base, toolchain: { goroot } }: Built,
  progress: Progress,
): Promise<Done<never>> {
  const bench = await inScratch(host, (scratch) => benchCompilers(host, { base, goroot, scratch }, progress));
  const { off, on } = bench;
  return { detail: `${bench.package}, wall time / stock by turns`, figures: { off, on } };
}

/** On the file system of the cache. */
const inScratch = <T>(host: Host, work: (dir: string) => Promise<T>): Promise<T> =>
  writingToCache(host, () => withScratch(host, work));
