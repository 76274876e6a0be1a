/**
 * The public library: plan patches on Go sources, build instrumented toolchains, read what they record.
 * Every function that touches the world takes a `Host` first; `nodeHost()` is the real one.
 */
export type { AuditOptions } from "./app/audit/job.ts";
export { audit } from "./app/audit.ts";
export { type BuildOptions, build } from "./app/build.ts";
export { type DiffOptions, diff } from "./app/diff.ts";
export { type Events, type EventsOptions, events } from "./app/events.ts";
export { explainPackages, type PackageExplanations } from "./app/explain.ts";
export { type ExportOptions, exportSession, type SessionExport } from "./app/export.ts";
export { type Merge, type MergeOptions, merge } from "./app/merge.ts";
export { planDiff, surveyExits } from "./app/patch.ts";
export { allPassed, type PatchSetTest, type PatchTestOptions, testPatchSets } from "./app/patch-cases.ts";
export { checkPatches, type PatchCheckOptions } from "./app/patch-check.ts";
export { loadPatchSet, loadPatchSets, type PatchSetChoice } from "./app/patch-set.ts";
export { planGoroot } from "./app/plan.ts";
export { type ProveOptions, prove } from "./app/prove.ts";
export { type Report, type ReportOptions, report } from "./app/report.ts";
export { upgradeRelease } from "./app/upgrade.ts";
export { type UpgradeAllOptions, upgradeReleases } from "./app/upgrade-all.ts";
export { type RepairOptions, repairRelease } from "./app/upgrade-repair.ts";
export { verify } from "./app/verify.ts";
export type { ProofReport } from "./audit/proof/report.ts";
export type { AuditReport } from "./audit/report.ts";
export type { ReleaseUpgrade, UpgradeReport } from "./audit/upgrade/report.ts";
export { TraceinjectError } from "./base/errors.ts";
export { type Progress, silentProgress } from "./base/progress.ts";
export type { TextRange } from "./base/range.ts";
export {
  compareGoVersions,
  type GoVersion,
  inRange,
  parseGoVersion,
  type VersionRange,
} from "./base/version.ts";
export { ConflictError, type Edit, EditSet } from "./edit/edit.ts";
export { type FileChange, unifiedDiff } from "./edit/unified.ts";
export { exportFormats, type Format } from "./export/formats.ts";
export { exportInto } from "./export/gotrace/inject.ts";
export type { ExportChoice, Exporter, ExportSession } from "./export/session.ts";
export type { Host } from "./host/host.ts";
export { nodeHost } from "./host/node.ts";
export { type Drift, type DriftInfo, driftInfo, renderDrift } from "./patch/drift.ts";
export type { Exit, ExitKind } from "./patch/exits.ts";
export { parsePatch } from "./patch/parse.ts";
export type { Change, Patch, PatchSet } from "./patch/patch.ts";
export { type Plan, type PlannedFile, type PlanResult, planPatches } from "./patch/plan.ts";
export type { Diagnosis, DriftClass, Proposal, ReleaseSources } from "./patch/repair/diagnosis.ts";
export { type Repair, type RepairedPatch, repair } from "./patch/repair/repair.ts";
export type { PatchReport, PatchReports, UncheckedTree } from "./patch/report.ts";
export { type GoParser, loadGoParser, type Node, type SyntaxTree } from "./syntax/tree.ts";
export { findGoroot, type Goroot } from "./toolchain/goroot.ts";
export { findSourceTree, type SourceTree } from "./toolchain/source-tree.ts";
export type { Toolchain } from "./toolchain/toolchain.ts";
export type { Analysis } from "./trace/analyze.ts";
export { decodeSpanFile } from "./trace/decode/span.ts";
export type { Diff } from "./trace/diff/diff.ts";
export type { Explanation } from "./trace/explain/explanation.ts";
export type { Outline } from "./trace/outline.ts";
export type { ContextualEvent } from "./trace/process-events.ts";
export { readSpanFile } from "./trace/read.ts";
export type { Advice } from "./trace/rules/advice.ts";
export { advise, rules } from "./trace/rules/index.ts";
export type { RuntimeTrace } from "./trace/runtime/header.ts";
export { RuntimeTraceReader, readRuntimeTrace } from "./trace/runtime/runtime-trace.ts";
export type { RuntimeTraceFile } from "./trace/runtime/trace-file.ts";
