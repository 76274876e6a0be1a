import { basename, dirname, join } from "node:path";
import { type AuditedSubject, audit as ask } from "../audit/audit.ts";
import type { GoBinary } from "../audit/binary/binary.ts";
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
import { compareTools, type LinkedTool, readTool, type ToolReader } from "./audit/binaries.ts";
import { type Building, buildBoth } from "./audit/building.ts";
import { lookAtFiles, lookAtTool } from "./audit/installed.ts";
import { type AuditOptions, type BinaryJob, chooseJob, type SourceJob } from "./audit/job.ts";
import { listingsOf } from "./audit/listings.ts";
import { type BuiltPair, pairsOf } from "./audit/objects.ts";
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
  const before = await readTool(host, stock, "the stock tool");
  const after = await readTool(host, instrumented, "the patched tool");
  const binaries = await compareTools(host, alone(before), alone(after), undefined);
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

const alone = (binary: GoBinary): LinkedTool => ({ binary, link: undefined });

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
      const objdump = instructions ? await workshop.hostTool("cmd/objdump", progress) : undefined;
      progress.step("comparing what was built");
      const emptied = workshop.empty(); // the file system is busy with that for as long as we compare
      emptied.catch(() => undefined);
      const tools: AuditedSubject[] = [];
      for (const { pair, subject } of await subjectsOf(host, job, building, unbuilt)) {
        const listings = objdump === undefined ? new Map() : await listingsOf(host, objdump, subject, pair);
        tools.push({ tool: pair.tool, subject, listings });
      }
      const told = report(job, host.goos, tools);
      await emptied;
      return told;
    }),
  );
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
  job: SourceJob,
  { built, evidence, reader, stock }: Building,
  { readings, installedFiles }: Unbuilt,
): Promise<PairSubject[]> {
  const pairs = pairsOf(built);
  const shared = {
    goos: host.goos,
    goarch: job.goarch,
    installedFiles,
    refused: built.instrumented.refused,
  };
  const audited = { tools: pairs.map(packagesIn), all: pairs.length === (job.set ?? job).tools.length };
  const policies = policiesOf(job.policy, audited);
  const subjects: PairSubject[] = [];
  for (const [index, pair] of pairs.entries()) {
    const isIts = (path: string): boolean => isAbout(audited, index, dirname(path));
    const objects = {
      stock: reader.objectsOf(pair.stock),
      instrumented: reader.objectsOf(pair.instrumented),
    };
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
      objects: { value: await compareObjects({ ...objects, tables: reader.tables, goarch: job.goarch }) },
      ...(await linkedTool(host, job, pair, { reader, stock: stock.get(pair.tool) }, shared.refused)),
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
  { tool, instrumented }: BuiltPair,
  { reader, stock }: { reader: ToolReader; stock: LinkedTool | undefined },
  refused: string | undefined,
): Promise<Pick<AuditSubject, "binaries" | "installed">> {
  if (refused !== undefined || stock === undefined) {
    const side = stock === undefined ? "stock" : "patched";
    const missing = { missing: `the linker refuses the ${side} tool` };
    return { binaries: missing, installed: missing };
  }
  const distributed = job.goarch === host.goarch ? join(job.base.dir, toolPath(host, tool)) : undefined;
  const patched = await reader.linked(instrumented, "the patched tool");
  return {
    binaries: { value: await compareTools(host, stock, patched, distributed) },
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
