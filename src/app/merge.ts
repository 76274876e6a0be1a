import { resolve } from "node:path";
import { badUsage, cannotInject, nothingToMerge, type TraceinjectError } from "../base/errors.ts";
import { exportInto } from "../export/gotrace/inject.ts";
import type { ExportChoice, Exporter, ExportSession } from "../export/session.ts";
import type { Host } from "../host/host.ts";
import type { BootAnchors } from "../trace/clock/session-clock.ts";
import { decodeSpanFile } from "../trace/decode/span.ts";
import type { SpanFile } from "../trace/event.ts";
import { type MergeFinding, mergeFindingInfo } from "../trace/sources/finding.ts";
import { type MergedSource, mergedSources, type SurveyedFile } from "../trace/sources/merged.ts";
import { spansOf } from "../trace/sources/read-source.ts";
import { inNanoseconds } from "../trace/sources/source-trace.ts";
import { type PlacedProcess, placeSources } from "../trace/timeline.ts";
import { loadExporter } from "./export.ts";
import { KeptTraces } from "./kept-traces.ts";
import { type MergedSession, type MergeInput, mergeInputs } from "./merge/inputs.ts";
import { recordedAnchors } from "./merge/session-anchors.ts";
import { readInput, type SurveyedInput, surveyInputs } from "./merge/survey.ts";
import { explainNoTraces } from "./no-traces.ts";
import { readActionGraph } from "./session-actions.ts";

export interface MergeOptions {
  /** Sessions by id or folder, span files, execution traces, cmd/go's traces and action graphs; none for the latest session. */
  readonly files: readonly string[];
  /** The name of an export format (src/export/formats.ts). */
  readonly format: string;
  /** Spans of deeper levels are left out; absent for none. */
  readonly level?: ExportChoice["level"] | undefined;
  /** An execution trace of a program, into a copy of which all else is written. */
  readonly into?: string | undefined;
}

export interface Merge {
  /** The session's id where one was named, else `merged`. */
  readonly name: string;
  readonly sources: readonly MergedSource[];
  /** Complete once all bytes are taken. */
  readonly findings: readonly MergeFinding[];
  /** Unix time of the axis's zero; nanoseconds. */
  readonly wallZero: bigint;
  /** Can be taken once. Reads the files again, one after the other, but for those that are held. */
  readonly bytes: AsyncGenerator<Uint8Array>;
}

/**
 * Puts traces of different kinds on one time axis. Throws `bad-usage`, `no-session`, `no-traces` and `nothing-to-merge`; and
 * `cannot-inject`, at the latest while the bytes are taken, where `into` is no trace that the others can be written into.
 */
export async function merge(host: Host, options: MergeOptions, kept = new KeptTraces()): Promise<Merge> {
  const { files, into, level = "pass" } = options;
  const write = await exporter(host, options);
  const { files: inputs, sessions } = await mergeInputs(
    host,
    into === undefined ? files : [...orLatest(files), into],
  );
  const surveyed = await surveyInputs(host, inputs, kept);
  const { line, unplaced } = placeSources(
    surveyed.flatMap(({ source }) => source ?? []),
    sessions.map(readingsOf),
  );
  if (line.processes.length === 0) throw await nothingIn(host, surveyed, sessions);
  const placed = new Map(line.processes.map((process) => [process.file, process]));
  const lost = new Set(unplaced.map(({ file }) => file));
  const findings = surveyed.flatMap((one) => findingsOf(one, placed, lost));
  const [only, ...others] = sessions;
  const about = only && others.length === 0 ? await aboutCommand(host, only) : undefined;
  const name = about?.record.id ?? "merged";
  const written =
    into === undefined ? line.processes : besides(line.processes, nameIn(inputs, resolve(host.cwd, into)));
  const session: ExportSession = {
    ...{ name, line: { ...line, processes: written }, ...about },
    read: rereader(host, inputs, findings, kept),
  };
  const sources = mergedSources(surveyed.filter(isThere).map((one) => surveyedFile(one, placed)));
  return { name, sources, findings, wallZero: line.wallZero, bytes: write(session, { level }) };
}

/** A session that has nothing says why itself. */
async function nothingIn(
  host: Host,
  surveyed: readonly SurveyedInput[],
  [session]: readonly MergedSession[],
): Promise<TraceinjectError> {
  if (surveyed.length === 0 && session) return explainNoTraces(host, session.dir);
  return nothingToMerge(surveyed.length, titlesOf(surveyed));
}

function titlesOf(surveyed: readonly SurveyedInput[]): string[] {
  const kinds = surveyed.flatMap(({ findings }) => findings.map(({ kind }) => kind));
  return [...new Set(kinds)].map((kind) => mergeFindingInfo[kind].title);
}

function orLatest(files: readonly string[]): readonly string[] {
  return files.length > 0 ? files : ["latest"];
}

async function exporter(host: Host, { format, into }: MergeOptions): Promise<Exporter> {
  const write = await loadExporter(format);
  if (into === undefined) return write;
  if (format !== "gotrace") throw badUsage("--into writes an execution trace", "Leave out --format.");
  const path = resolve(host.cwd, into);
  if ((await host.stat(path))?.kind !== "file")
    throw badUsage(`${into} is no file`, "Name an execution trace.");
  const program = await host.readBytes(path);
  return (session, choice) => exportInto(program, session, choice);
}

function readingsOf({ record }: MergedSession): BootAnchors {
  const { bootId } = record;
  return { ...(bootId !== undefined && { bootId }), anchors: recordedAnchors(record) };
}

async function aboutCommand(
  host: Host,
  { dir, record }: MergedSession,
): Promise<Pick<ExportSession, "graph"> & Required<Pick<ExportSession, "record">>> {
  const graph = await readActionGraph(host, dir);
  return { record, ...(graph && { graph }) };
}

function nameIn(inputs: readonly MergeInput[], path: string): string {
  return inputs.find((input) => input.path === path)!.name;
}

/** All but the program itself, which stays as it is: it must have the very clock of the others. */
function besides(processes: readonly PlacedProcess[], program: string): PlacedProcess[] {
  const own = processes.find(({ file }) => file === program);
  if (own?.sync.kind !== "exact") throw cannotInject("nothing tells that it has the clock of the others");
  return processes.filter((process) => process !== own);
}

function isThere({ findings }: SurveyedInput): boolean {
  return !findings.some(({ kind }) => kind === "missing-source");
}

type PlacedByFile = ReadonlyMap<string, PlacedProcess>;

function surveyedFile({ input, kind, spans, dropped }: SurveyedInput, placed: PlacedByFile): SurveyedFile {
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

/** Reads a file for the second time, unless it is held. What is gone or has changed since leaves a finding; the others are still written. */
function rereader(
  host: Host,
  inputs: readonly MergeInput[],
  findings: MergeFinding[],
  kept: KeptTraces,
): (process: PlacedProcess) => Promise<SpanFile> {
  const byName = new Map(inputs.map((input) => [input.name, input]));
  return async ({ file, sync }) => {
    const again = () => readInput(host, byName.get(file)!, spansOf).catch(() => undefined);
    const trace = kept.take(file) ?? (await again());
    if (trace && !("problem" in trace)) return inNanoseconds(trace, sync.rate);
    findings.push({ kind: "missing-source", file });
    return decodeSpanFile(new Uint8Array());
  };
}
