import { basename, join } from "node:path";
import { audit as ask, type Listings } from "../audit/audit.ts";
import { checks } from "../audit/checks/index.ts";
import { compareObjects, type ObjectFiles } from "../audit/object/compare.ts";
import type { AuditReport } from "../audit/report.ts";
import { compareSources } from "../audit/source/compare.ts";
import type { SourceEvidence } from "../audit/source/comparison.ts";
import type { AuditSubject } from "../audit/subject.ts";
import type { Progress } from "../base/progress.ts";
import type { Host } from "../host/host.ts";
import { withScratch, writingToCache } from "../toolchain/cache.ts";
import { toolPath } from "../toolchain/tool-build.ts";
import { Workshop } from "../toolchain/workshop.ts";
import { AssemblyWitness } from "./audit/assembly.ts";
import { compareTools } from "./audit/binaries.ts";
import { lookAtInstalled } from "./audit/installed.ts";
import { type AuditOptions, type BinaryJob, chooseJob, type SourceJob } from "./audit/job.ts";
import { listingsOf } from "./audit/listings.ts";
import { type Built, objectFiles, readObjectTables } from "./audit/objects.ts";
import { loadParser } from "./plan.ts";

/**
 * Compares an instrumented tool with stock, and asks every check what it makes of the differences. Findings are in the
 * report; throws what finding and building tools throws.
 */
export async function audit(host: Host, options: AuditOptions, progress: Progress): Promise<AuditReport> {
  const job = await chooseJob(host, options, progress);
  if (job.kind === "binaries") return auditBinaries(host, job);
  return auditSources(host, job, options.instructions ?? true, progress);
}

async function auditBinaries(host: Host, { stock, instrumented, policy }: BinaryJob): Promise<AuditReport> {
  const missing = { missing: "two binaries were given, nothing that they were made from" };
  const binaries = await compareTools(host, { stock, instrumented });
  const { goVersion, goos, goarch } = binaries.instrumented;
  const subject: AuditSubject = {
    goos,
    goarch,
    policy,
    planned: [],
    objects: missing,
    binaries: { value: binaries },
    sources: missing,
    installed: missing,
    installedFiles: missing,
    refused: undefined,
  };
  const identities = { stock: binaries.stock, instrumented: binaries.instrumented };
  const toolchain = {
    goVersion,
    goos,
    goarch,
    tool: basename(instrumented),
    patchSet: undefined,
    ...identities,
  };
  return ask(subject, checks, toolchain, new Map());
}

/** Builds both sides in a scratch folder and audits them. `instructions`: with the listings of what differs. */
export async function auditSources(
  host: Host,
  job: SourceJob,
  instructions: boolean,
  progress: Progress,
): Promise<AuditReport> {
  return writingToCache(host, () =>
    withScratch(host, async (scratch) => {
      const workshop = new Workshop(host, scratch, job);
      const { built, evidence } = await buildBoth(host, workshop, job, progress);
      progress.step("comparing what was built");
      const subject = await subjectOf(host, workshop, job, built, evidence);
      const listings = instructions ? await listingsOf(host, workshop, subject, built, progress) : new Map();
      return report(subject, job, listings);
    }),
  );
}

interface Building {
  readonly built: Built;
  readonly evidence: SourceEvidence;
}

/** Stock first, then the patched sources in the same folder; what Go's tools say of each is asked while it stands there. */
async function buildBoth(
  host: Host,
  workshop: Workshop,
  { sides, plannedPaths }: SourceJob,
  progress: Progress,
): Promise<Building> {
  const assembly = new AssemblyWitness(host, workshop, sides.files);
  await workshop.fill(sides.stock, progress);
  const stock = await workshop.build(sides.stock, progress);
  const before = await assembly.ask();
  await workshop.fill(sides.instrumented, progress);
  const instrumented = await workshop.build(sides.instrumented, progress);
  const said = assembly.compare(before, await assembly.ask());
  return { built: { stock, instrumented }, evidence: { files: sides.files, plannedPaths, ...said } };
}

async function subjectOf(
  host: Host,
  workshop: Workshop,
  job: SourceJob,
  built: Built,
  evidence: SourceEvidence,
): Promise<AuditSubject> {
  const { policy, planned, goarch } = job;
  const tables = await readObjectTables(host, workshop.goroot);
  const objects: ObjectFiles = { ...objectFiles(host, built), tables, goarch };
  return {
    goos: host.goos,
    goarch,
    policy,
    planned,
    objects: { value: await compareObjects(objects) },
    binaries: await linkedTools(host, job, built, objects),
    sources: { value: compareSources(await loadParser(host), evidence) },
    ...(await lookAtInstalled(host, job, built)),
    refused: built.instrumented.refused,
  };
}

async function linkedTools(
  host: Host,
  { base, tool, goarch }: SourceJob,
  built: Built,
  objects: ObjectFiles,
): Promise<AuditSubject["binaries"]> {
  if (built.instrumented.refused !== undefined) return { missing: "the linker refuses the patched tool" };
  const distributed = goarch === host.goarch ? join(base.dir, toolPath(host, tool)) : undefined;
  const files = { stock: built.stock.tool, instrumented: built.instrumented.tool };
  return { value: await compareTools(host, { ...files, objects, distributed }) };
}

function report(subject: AuditSubject, { base, tool, set }: SourceJob, listings: Listings): AuditReport {
  const binaries = "value" in subject.binaries ? subject.binaries.value : undefined;
  const { goos, goarch } = subject;
  const toolchain = {
    goVersion: base.version.text,
    goos,
    goarch,
    tool,
    patchSet: set && { name: set.name, fingerprint: set.fingerprint },
    stock: binaries?.stock,
    instrumented: binaries?.instrumented,
  };
  return ask(subject, checks, toolchain, listings);
}
