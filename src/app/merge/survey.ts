import type { Host } from "../../host/host.ts";
import type { SourceClock } from "../../trace/clock/sync.ts";
import type { Anchor } from "../../trace/event.ts";
import type { MergeFinding } from "../../trace/sources/finding.ts";
import { type ReadSource, readSource, type SourceContext } from "../../trace/sources/read-source.ts";
import type { KeptTraces } from "../kept-traces.ts";
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
  if (!read) return { input, spans: 0, dropped: 0, findings: [{ kind: "missing-source", file: input.name }] };
  const { trace, ...rest } = read;
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

/** Undefined where there is no such file any more. */
export async function readInput<Read>(
  host: Host,
  { path, name, session }: MergeInput,
  read: (file: string, bytes: Uint8Array, context: SourceContext) => Read,
): Promise<Read | undefined> {
  const stat = await host.stat(path);
  if (stat?.kind !== "file") return undefined;
  const context: SourceContext = { written: stat.mtimeNs, ...(session && { session }) };
  return read(name, await host.readBytes(path), context);
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
