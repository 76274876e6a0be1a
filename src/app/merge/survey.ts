import type { Host } from "../../host/host.ts";
import type { SourceClock } from "../../trace/clock/sync.ts";
import type { Anchor } from "../../trace/event.ts";
import type { MergeFinding } from "../../trace/sources/finding.ts";
import { type ReadSource, readSource, type SourceContext } from "../../trace/sources/read-source.ts";
import type { KeptTraces } from "../kept-traces.ts";
import { ofRunningSession, readOrProblem } from "../read-trace.ts";
import type { MergeInput } from "./inputs.ts";

/** A file whose spans are known but not held. */
export interface SurveyedInput extends Omit<ReadSource, "trace"> {
  readonly input: MergeInput;
  readonly spans: number;
}

/** Reads each file for the first time, one after the other. What fits into `kept` is held. */
export async function surveyInputs(
  host: Host,
  inputs: readonly MergeInput[],
  kept: KeptTraces,
): Promise<SurveyedInput[]> {
  const surveyed: SurveyedInput[] = [];
  for (const input of inputs) surveyed.push(await survey(host, input, kept));
  return surveyed;
}

async function survey(host: Host, input: MergeInput, kept: KeptTraces): Promise<SurveyedInput> {
  const read = await readInput(host, input, (file, bytes, context) => {
    const source = readSource(file, bytes, context);
    if (source.trace) kept.offer(file, bytes.length, source.trace);
    return source;
  });
  const nothing = { input, spans: 0, dropped: 0 };
  if (read === undefined) return { ...nothing, findings: [{ kind: "missing-source", file: input.name }] };
  if ("problem" in read) return { ...nothing, findings: [unreadable(input, read.problem)] };
  const { trace, ...rest } = inSession(input, read);
  const spans = trace?.spans.start.length ?? 0;
  if (
    !input.isOutside ||
    !rest.source ||
    isOfSession(rest.source.clock, rest.source.last, input.session ?? [])
  )
    return { input, spans, ...rest };
  const { source: _, findings, ...others } = rest;
  const finding: MergeFinding = { kind: "source-of-another-time", file: input.name, count: spans };
  return { input, spans, ...others, findings: [...findings, finding] };
}

function unreadable({ name: file }: MergeInput, problem: string): MergeFinding {
  return { kind: "unreadable-file", file, problem, at: 0, count: 1 };
}

function inSession({ isRunning }: MergeInput, read: ReadSource): ReadSource {
  return isRunning ? { ...read, findings: read.findings.map(ofRunningSession) } : read;
}

/** Undefined where there is no such file any more; where it cannot be read, the code of the system's error. */
export async function readInput<Read>(
  host: Host,
  { path, name, session, content }: MergeInput,
  read: (file: string, bytes: Uint8Array, context: SourceContext) => Read,
): Promise<Read | { readonly problem: string } | undefined> {
  const ofSession = session ? { session } : {};
  if (content) return read(name, content, ofSession);
  const stat = await host.stat(path);
  if (stat?.kind !== "file") return undefined;
  const context: SourceContext = { written: stat.mtimeNs, ...ofSession };
  const file = await readOrProblem(host, path);
  return "problem" in file ? file : read(name, file.bytes, context);
}

/** Whether it lies between begin and end of the session; one whose traceinject was killed has no end. */
function isOfSession(clock: SourceClock, last: number, [begin, end]: readonly Anchor[]): boolean {
  if (!begin || clock.kind === "ticks") return true; // ticks are placed within the session, if at all
  const [from, to] = [clock.zero, clock.zero + BigInt(Math.round(last))];
  if (clock.kind === "monotonic") return begin.mono0 <= from && (!end || to <= end.mono1);
  return begin.wall - millisecond <= from && (!end || to <= end.wall + 2n * millisecond);
}

/** The wall clock of a session's record counts these. */
const millisecond = 1_000_000n;
