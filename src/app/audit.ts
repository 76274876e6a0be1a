import { basename, dirname, join } from "node:path";
import { type AuditedSubject, audit as ask } from "../audit/audit.ts";
import { checks } from "../audit/checks/index.ts";
import { compareObjects } from "../audit/object/compare.ts";
import type { AuditReport } from "../audit/report.ts";
import { compareReadings } from "../audit/source/compare.ts";
import type { SourceEvidence } from "../audit/source/comparison.ts";
import type { SourceReading } from "../audit/source/reading.ts";
import type { AuditSubject } from "../audit/subject.ts";
import { isAbout, policiesOf, type ToolPackages } from "../audit/tools.ts";
import type { Progress } from "../base/progress.ts";
import type { Host } from "../host/host.ts";
import { withScratch, writingToCache } from "../toolchain/cache.ts";
import { toolPath } from "../toolchain/tool-build.ts";
import { Workshop } from "../toolchain/workshop.ts";
import { AssemblyWitness } from "./audit/assembly.ts";
import { compareTools, type LinkedFrom, UnlinkedReader } from "./audit/binaries.ts";
import { lookAtFiles, lookAtTool } from "./audit/installed.ts";
import { type AuditOptions, type BinaryJob, chooseJob, type SourceJob } from "./audit/job.ts";
import { listingsOf } from "./audit/listings.ts";
import { type Built, type BuiltPair, ObjectReader, pairsOf, readObjectTables } from "./audit/objects.ts";
import { readSources } from "./audit/sources.ts";

/**
 * Compares instrumented tools with stock, and asks every check what it makes of the differences. Findings are in the
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
  const tool = { tool: basename(instrumented), subject, listings: new Map() };
  return ask([tool], checks, { goVersion, goos, goarch, patchSet: undefined });
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
      const ahead = lookAhead(host, job);
      ahead.catch(() => undefined); // it is asked below: nothing may end this while go writes into the scratch folder
      const building = await buildBoth(host, workshop, job, progress);
      const unbuilt = await ahead;
      progress.step("comparing what was built");
      const subjects = await subjectsOf(host, workshop, job, building, unbuilt);
      const tools: AuditedSubject[] = [];
      for (const { pair, subject } of subjects) {
        const listings = instructions
          ? await listingsOf(host, workshop, subject, pair, progress)
          : new Map<string, never>();
        tools.push({ tool: pair.tool, subject, listings });
      }
      return report(job, host.goos, tools);
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

/** What is known before anything is built. */
interface Unbuilt {
  readonly readings: readonly SourceReading[];
  readonly installedFiles: AuditSubject["installedFiles"];
}

async function lookAhead(host: Host, job: SourceJob): Promise<Unbuilt> {
  const [installedFiles, readings] = await Promise.all([
    lookAtFiles(host, job),
    readSources(host, job.sides.files),
  ]);
  return { readings, installedFiles };
}

interface PairSubject {
  readonly pair: BuiltPair;
  readonly subject: AuditSubject;
}

/** What is to be asked about each tool: its packages with their sources, objects and part of the policy, and its binary. */
async function subjectsOf(
  host: Host,
  workshop: Workshop,
  job: SourceJob,
  { built, evidence }: Building,
  { readings, installedFiles }: Unbuilt,
): Promise<PairSubject[]> {
  const pairs = pairsOf(built);
  const shared = {
    goos: host.goos,
    goarch: job.goarch,
    installedFiles,
    refused: built.instrumented.refused,
  };
  const tables = await readObjectTables(host, workshop.goroot);
  const reader = new ObjectReader(host);
  const unlinked = new UnlinkedReader(tables);
  const audited = { tools: pairs.map(packagesIn), all: pairs.length === (job.set ?? job).tools.length };
  const policies = policiesOf(job.policy, audited);
  const subjects: PairSubject[] = [];
  for (const [index, pair] of pairs.entries()) {
    const isIts = (path: string): boolean => isAbout(audited, index, dirname(path));
    const files = reader.files(pair);
    const subject = {
      ...shared,
      policy: policies[index]!,
      planned: job.planned.filter(({ file }) => isIts(file)),
      sources: {
        value: compareReadings(
          readings.filter(({ path }) => isIts(path)),
          evidenceOn(isIts, evidence),
        ),
      },
      objects: { value: await compareObjects({ ...files, tables, goarch: job.goarch }) },
      ...(await linkedTool(host, job, pair, { files, reader: unlinked }, shared.refused)),
    };
    subjects.push({ pair, subject });
  }
  return subjects;
}

/** What is known of some of the files. */
function evidenceOn(isIts: (path: string) => boolean, evidence: SourceEvidence): SourceEvidence {
  const { files, plannedPaths } = evidence;
  return {
    ...evidence,
    files: files.filter(({ path }) => isIts(path)),
    plannedPaths: plannedPaths?.filter(isIts),
  };
}

function packagesIn({ tool, stock, instrumented }: BuiltPair): ToolPackages {
  const [before, after] = [[...stock.objects.keys()], [...instrumented.objects.keys()]];
  return {
    tool,
    packages: new Set([...before, ...after]),
    added: new Set(after.filter((path) => !stock.objects.has(path))),
  };
}

async function linkedTool(
  host: Host,
  job: SourceJob,
  { tool, stock, instrumented }: BuiltPair,
  objects: LinkedFrom,
  refused: string | undefined,
): Promise<Pick<AuditSubject, "binaries" | "installed">> {
  if (refused !== undefined) {
    const missing = { missing: "the linker refuses the patched tool" };
    return { binaries: missing, installed: missing };
  }
  const distributed = job.goarch === host.goarch ? join(job.base.dir, toolPath(host, tool)) : undefined;
  const files = { stock: stock.file, instrumented: instrumented.file };
  return {
    binaries: { value: await compareTools(host, { ...files, objects, distributed }) },
    installed: await lookAtTool(host, job, tool, instrumented.file),
  };
}

function report(
  { base, set, goarch }: SourceJob,
  goos: string,
  tools: readonly AuditedSubject[],
): AuditReport {
  const patchSet = set && { name: set.name, fingerprint: set.fingerprint };
  return ask(tools, checks, { goVersion: base.version.text, goos, goarch, patchSet });
}
