import type { SpanFile } from "../trace/event.ts";
import type { PlacedProcess } from "../trace/timeline.ts";
import { chunked } from "./chunks.ts";
import { flowRow, type ProcessFlows, processFlows } from "./flows.ts";
import { heapInUse } from "./heap.ts";
import { type ExportLane, lanesOf } from "./lanes.ts";
import { processName, spanNames } from "./names.ts";
import { runningProcesses } from "./running.ts";
import type { ExportChoice, Exporter, ExportSession } from "./session.ts";

/**
 * Chrome's Trace Event Format, in JSON: a complete event (`X`) for each span, with processes and lanes as processes and
 * threads. Times are microseconds after the timeline's zero, with the nanoseconds behind the point.
 */
export const exportChrome: Exporter = (session, choice) => chunked(parts(session, choice));

/** Ids are made up, as those of the system may repeat. The first is the build's own, for what belongs to no process. */
const buildId = 1;

async function* parts(session: ExportSession, { level }: ExportChoice): AsyncGenerator<Iterable<string>> {
  const { processes } = session.line;
  yield [head(session), metadata(buildId, "process_name", { name: "build" })];
  yield runningCounters(processes);
  const flowsOf = processFlows(session);
  let pid = buildId + 1;
  for (const process of processes) {
    const trace = await session.read(process);
    const lanes = lanesOf(trace, level);
    yield describe(process, lanes, pid);
    yield heapCounters(process, trace, pid);
    yield spanEvents(process, trace, lanes, pid);
    yield flowEvents(process, trace, lanes, pid, flowsOf(process));
    pid += 1 + (lanes.at(-1)?.number ?? 0);
  }
  yield ["\n]}\n"];
}

function head({ name, line }: ExportSession): string {
  const about = { session: name, startUnixNanoseconds: String(line.wallZero) };
  return `{"displayTimeUnit":"ns","otherData":${JSON.stringify(about)},"traceEvents":[\n`;
}

/** The main goroutine is the thread with its process's id, as on Linux; so no id stands for two things. */
const threadId = (pid: number, lane: number): number => pid + lane;

function* describe(
  { header, exit }: PlacedProcess,
  lanes: readonly ExportLane[],
  pid: number,
): Generator<string> {
  const ending = exit === undefined ? ", no exit" : exit === 0 ? "" : `, exit ${exit}`;
  yield next(metadata(pid, "process_name", { name: processName(header) }));
  yield next(metadata(pid, "process_labels", { labels: `pid ${header.pid}${ending}` }));
  yield next(metadata(pid, "process_sort_index", { sort_index: pid }));
  for (const { number, name } of lanes) {
    const tid = threadId(pid, number);
    yield next(metadata(pid, "thread_name", { name }, tid));
    yield next(metadata(pid, "thread_sort_index", { sort_index: number }, tid));
  }
}

function* runningCounters(processes: readonly PlacedProcess[]): Generator<string> {
  for (const { time, running } of runningProcesses(processes))
    yield next(counter(buildId, time, "running processes", { processes: running }));
}

function* heapCounters(process: PlacedProcess, trace: SpanFile, pid: number): Generator<string> {
  for (const { time, bytes } of heapInUse(process, trace))
    yield next(counter(pid, time, "heap in use", { bytes }));
}

function* spanEvents(
  { offset }: PlacedProcess,
  trace: SpanFile,
  lanes: readonly ExportLane[],
  pid: number,
): Generator<string> {
  const { start, end, kind, open } = trace.spans;
  const nameOf = spanNames(trace);
  const cats = trace.kinds.map((name) => JSON.stringify(name));
  for (const { number, rows } of lanes) {
    const ids = `{"ph":"X","pid":${pid},"tid":${threadId(pid, number)},"ts":`;
    for (const row of rows) {
      const times = `${microseconds(offset + start[row]!)},"dur":${microseconds(end[row]! - start[row]!)}`;
      const args = open[row] === 1 ? `,"args":{"open":true}` : "";
      const name = JSON.stringify(nameOf(row));
      yield next(`${ids}${times},"cat":${cats[kind[row]!]},"name":${name}${args}}`);
    }
  }
}

/** The ends of arrows: one that leaves (`s`) at the very end of its span would belong to what comes after it. */
function* flowEvents(
  { offset }: PlacedProcess,
  { spans }: SpanFile,
  lanes: readonly ExportLane[],
  pid: number,
  { out, in: into }: ProcessFlows,
): Generator<string> {
  const row = flowRow(lanes);
  if (row === undefined) return;
  const [start, end] = [spans.start[row]!, spans.end[row]!];
  const event = (phase: string, id: number, time: number): string =>
    next(
      `{"ph":${phase},"id":${id},"pid":${pid},"tid":${pid},"ts":${microseconds(offset + time)},${flowName}}`,
    );
  for (const id of out) yield event('"s"', id, Math.max(start, end - 1));
  if (into !== undefined) yield event('"f","bp":"e"', into, start);
}

const flowName = '"cat":"dependency","name":"unblocks"';

const next = (event: string): string => `,\n${event}`;

function metadata(pid: number, name: string, args: object, tid = pid): string {
  return JSON.stringify({ ph: "M", pid, tid, name, args });
}

function counter(pid: number, time: number, name: string, values: object): string {
  const ts = microseconds(time);
  return `{"ph":"C","pid":${pid},"ts":${ts},"name":"${name}","args":${JSON.stringify(values)}}`;
}

/** Exact, by digits: a quotient would round where a trace is long. */
function microseconds(nanoseconds: number): string {
  return `${Math.floor(nanoseconds / 1000)}.${String(nanoseconds % 1000).padStart(3, "0")}`;
}
