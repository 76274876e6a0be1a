import { join } from "node:path";
import type { ProofReport } from "../audit/proof/report.ts";
import type { AuditStatement } from "../audit/provenance/audit-statement.ts";
import { records } from "../audit/provenance/tree.ts";
import type { AuditReport } from "../audit/report.ts";
import { sha256 } from "../base/fingerprint.ts";
import type { Progress } from "../base/progress.ts";
import type { Host } from "../host/host.ts";
import { renderJson } from "../report/audit/json.ts";
import { Refusal } from "../toolchain/make.ts";
import type { Toolchain } from "../toolchain/toolchain.ts";
import { plannedJob } from "./audit/job.ts";
import { policyDigest } from "./audit/policy.ts";
import { auditSources } from "./audit.ts";
import { type BuildOptions, build, type Candidate } from "./build.ts";
import { patchSetDirs } from "./patch-set.ts";
import { proveRelease } from "./prove.ts";

export interface ExamineOptions extends Omit<BuildOptions, "examine"> {
  /** Compiles std and cmd as well, with both compilers. */
  readonly prove: boolean;
}

/** Published, or refused because of what was found. The reports are there where they were made now. */
export type Examined =
  | { readonly kind: "published"; readonly toolchain: Toolchain; readonly reports: Reports | undefined }
  /** `withdrew`: the same toolchain was published before, with less examination, and is not any more. */
  | { readonly kind: "refused"; readonly reports: Reports; readonly withdrew: boolean };

export interface Reports {
  readonly audit: AuditReport;
  readonly proof: ProofReport | undefined;
}

class Refused extends Refusal {
  constructor(readonly reports: Reports) {
    super("the toolchain has findings");
  }
}

/**
 * Builds a toolchain, audits it, proves it if asked to, and publishes it only if nothing was found. One that was published
 * with as much examination by the same policy is taken as it is; one that was published with less is built and examined
 * anew, and is withdrawn if something is found.
 */
export async function buildExamined(
  host: Host,
  options: ExamineOptions,
  progress: Progress,
): Promise<Examined> {
  let reports: Reports | undefined;
  const policy = await policyDigest(host, patchSetDirs(host, options));
  const examine = async (candidate: Candidate) => {
    reports = await examined(host, candidate, options, progress);
    const { audit, proof } = reports;
    if (audit.verdict === "failed" || proof?.verdict === "failed") throw new Refused(reports);
    return { report: audit, reportSha256: sha256(renderJson(audit)), policySha256: policy, proof };
  };
  try {
    const toolchain = await build(host, { ...options, examine }, progress);
    if (reports || (await wasExamined(host, toolchain, options, policy)))
      return { kind: "published", toolchain, reports };
    return {
      kind: "published",
      toolchain: await build(host, { ...options, force: true, examine }, progress),
      reports,
    };
  } catch (error) {
    if (error instanceof Refused)
      return { kind: "refused", reports: error.reports, withdrew: error.withdrew };
    throw error;
  }
}

async function examined(
  host: Host,
  { base, set, folder, stamp }: Candidate,
  options: ExamineOptions,
  progress: Progress,
): Promise<Reports> {
  const job = await plannedJob(host, { base, set, options, toolchain: folder });
  const audit = await auditSources(host, job, true, progress);
  const toolchain = { goroot: folder, goBinary: join(folder, "bin/go"), stamp };
  const proof = options.prove ? await proveRelease(host, base, toolchain, progress) : undefined;
  return { audit, proof };
}

/** Whether the toolchain bears a record of an audit by this policy, and of a proof where one is wanted. */
async function wasExamined(
  host: Host,
  { goroot }: Toolchain,
  { prove }: ExamineOptions,
  policy: string | undefined,
): Promise<boolean> {
  const file = join(goroot, records.audit);
  if (!(await host.stat(file))) return false;
  const { predicate } = JSON.parse(await host.readFile(file)) as AuditStatement;
  if (predicate.audit.policy?.digest.sha256 !== policy) return false;
  return !prove || predicate.proof !== undefined;
}
