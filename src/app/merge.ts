import { nothingToMerge } from "../base/errors.ts";
import type { ExportChoice, ExportSession } from "../export/session.ts";
import type { Host } from "../host/host.ts";
import { recordedAnchors } from "../toolchain/session.ts";
import { decodeSpanFile } from "../trace/decode/span.ts";
import type { SpanFile } from "../trace/event.ts";
import type { MergeFinding } from "../trace/sources/finding.ts";
import { type MergedSource, mergedSources, type SurveyedFile } from "../trace/sources/merged.ts";
import { spansOf } from "../trace/sources/read-source.ts";
import { inNanoseconds } from "../trace/sources/source-trace.ts";
import { type PlacedProcess, placeSources } from "../trace/timeline.ts";
import { loadExporter } from "./export.ts";
import { type MergeInput, mergeInputs } from "./merge/inputs.ts";
import { readInput, type SurveyedInput, surveyInputs } from "./merge/survey.ts";

export interface MergeOptions {
  /** Sessions by id or folder, span files, execution traces, cmd/go's traces and action graphs; none for the latest session. */
  readonly files: readonly string[];
  /** The name of an export format (src/export/formats.ts). */
  readonly format: string;
  /** Spans of deeper levels are left out; absent for none. */
  readonly level?: ExportChoice["level"] | undefined;
}

export interface Merge {
  /** The session's id where one was named, else `merged`. */
  readonly name: string;
  readonly sources: readonly MergedSource[];
  /** Complete once all bytes are taken. */
  readonly findings: readonly MergeFinding[];
  /** Unix time of the axis's zero; nanoseconds. */
  readonly wallZero: bigint;
  /** Can be taken once. Reads the files again, one after the other. */
  readonly bytes: AsyncGenerator<Uint8Array>;
}

/** Puts traces of different kinds on one time axis. Throws `bad-usage`, `no-session` and `nothing-to-merge`. */
export async function merge(host: Host, { files, format, level = "pass" }: MergeOptions): Promise<Merge> {
  const write = await loadExporter(format);
  const inputs = await mergeInputs(host, files);
  const surveyed = await surveyInputs(host, inputs.files);
  const readings = inputs.records.map((record) => ({
    ...(record.bootId !== undefined && { bootId: record.bootId }),
    anchors: recordedAnchors(record),
  }));
  const { line, unplaced } = placeSources(
    surveyed.flatMap(({ source }) => source ?? []),
    readings,
  );
  if (line.processes.length === 0) throw nothingToMerge(files);
  const placed = new Map(line.processes.map((process) => [process.file, process]));
  const lost = new Set(unplaced.map(({ file }) => file));
  const findings = surveyed.flatMap((one) => findingsOf(one, placed, lost));
  const [record, ...others] = inputs.records;
  const name = record && others.length === 0 ? record.id : "merged";
  const session: ExportSession = {
    ...{ name, line },
    ...(record && others.length === 0 && { record }),
    read: rereader(host, inputs.files, findings),
  };
  const sources = mergedSources(surveyed.filter(isThere).map((one) => surveyedFile(one, placed)));
  return { name, sources, findings, wallZero: line.wallZero, bytes: write(session, { level }) };
}

function isThere({ findings }: SurveyedInput): boolean {
  return !findings.some(({ kind }) => kind === "missing-source");
}

type PlacedByFile = ReadonlyMap<string, PlacedProcess>;

function surveyedFile(
  { input, kind, spans, dropped }: SurveyedInput,
  placed: PlacedByFile,
): SurveyedFile {
  const process = placed.get(input.name);
  const group = kind === "span file" ? input.group : (input.name.split("/").at(-1) ?? input.name);
  return { kind: kind ?? "unknown", group, spans, dropped, ...(process && { placed: process }) };
}

function findingsOf(
  { input: { name: file }, kind, spans, findings }: SurveyedInput,
  placed: PlacedByFile,
  lost: ReadonlySet<string>,
): MergeFinding[] {
  const hasOwnClock = kind === "span file" || kind === "runtime trace";
  if (lost.has(file)) return [...findings, { kind: "unplaced-source", file, count: spans }];
  return hasOwnClock && placed.get(file)?.sync.kind === "wall"
    ? [...findings, { kind: "other-boot", file }]
    : [...findings];
}

/** Reads a file for the second time. What is gone or has changed since leaves a finding; the others are still written. */
function rereader(
  host: Host,
  inputs: readonly MergeInput[],
  findings: MergeFinding[],
): (process: PlacedProcess) => Promise<SpanFile> {
  const byName = new Map(inputs.map((input) => [input.name, input]));
  return async ({ file, sync }) => {
    const trace = await readInput(host, byName.get(file)!, spansOf).catch(() => undefined);
    if (trace) return inNanoseconds(trace, sync.rate);
    findings.push({ kind: "missing-source", file });
    return decodeSpanFile(new Uint8Array());
  };
}
