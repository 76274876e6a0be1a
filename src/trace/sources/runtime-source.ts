import type { Pin } from "../clock/fit-clock.ts";
import type { SourceClock } from "../clock/sync.ts";
import type { Anchor } from "../event.ts";
import type { RuntimeTraceFinding } from "../runtime/finding.ts";
import type { RuntimeTraceFile } from "../runtime/trace-file.ts";
import { anchorPins, anchorsIn, packageOf } from "./anchor-logs.ts";
import { FreeLanes } from "./free-lanes.ts";
import type { SourceTrace } from "./source-trace.ts";
import { SpanBuilder } from "./span-builder.ts";

/** What is known of an execution trace besides its content. */
export interface RuntimeTraceContext {
  /** What to call it where it does not say its package. */
  readonly name: string;
  /** Unix time at which the file was last written; nanoseconds. */
  readonly written?: bigint;
  /** Both clocks at the begin and at the end of the session that ran the program. */
  readonly session?: readonly Anchor[];
}

/**
 * An execution trace of Go as spans: one for the program, its tasks side by side, and the regions of its goroutines, which
 * share lanes one after the other. What was not annotated is not in it. Undefined where the file is no such trace, or
 * nothing happens in it.
 */
export function runtimeSource(
  file: RuntimeTraceFile,
  context: RuntimeTraceContext,
): SourceTrace<RuntimeTraceFinding> | undefined {
  if (file.events === 0) return undefined;
  const path = packageOf(file);
  const header = { tool: path === undefined ? "program" : "trace of", package: path ?? context.name };
  const spans = new SpanBuilder();
  const [start, end] = [0, file.end];
  spans.add({ kind: "program", name: header.package, start, end, lane: 1, parent: -1 });
  spans.nameLane(1, "program");
  const tasks = addTasks(file, spans);
  const regions = addRegions(file, spans, 2 + tasks.lanes);
  return {
    ...{
      header,
      clock: clockOf(file, context),
      trace: spans.finish(file.truncated),
      findings: file.findings,
    },
    dropped: tasks.dropped + regions.dropped + lost(file.findings),
  };
}

interface Added {
  readonly lanes: number;
  /** How many found no lane. */
  readonly dropped: number;
}

function addTasks({ tasks, names }: RuntimeTraceFile, spans: SpanBuilder): Added {
  const lanes = new FreeLanes(2);
  let dropped = 0;
  for (const row of byStart(tasks.start)) {
    const [start, end] = [tasks.start[row]!, tasks.end[row]!];
    const lane = lanes.take(start, end);
    if (lane === undefined) dropped++;
    else {
      const name = names[tasks.name[row]!] || "task";
      spans.add({ kind: "task", name, start, end, lane, parent: -1, open: tasks.ended[row] === 0 });
    }
  }
  for (let i = 0; i < lanes.count; i++) spans.nameLane(2 + i, `tasks ${i + 1}`);
  return { lanes: lanes.count, dropped };
}

function addRegions(
  { regions, goroutines, names }: RuntimeTraceFile,
  spans: SpanBuilder,
  first: number,
): Added {
  const lanes = new FreeLanes(first);
  const ends = lastEnds(regions.goroutine, regions.end, goroutines.id.length);
  const places = new Map<number, Place | undefined>();
  const rows = new Map<number, number>();
  let dropped = 0;
  /** A goroutine is on its lane from its first region to the end of its last one. */
  const begin = (goroutine: number, start: number): Place | undefined => {
    const end = ends[goroutine]!;
    const lane = lanes.take(start, end);
    if (lane === undefined) return undefined;
    const name = names[goroutines.function[goroutine]!] || `goroutine ${goroutines.id[goroutine]}`;
    return { lane, row: spans.add({ kind: "goroutine", name, start, end, lane, parent: -1 }) };
  };
  for (const region of byStart(regions.start)) {
    const goroutine = regions.goroutine[region]!;
    const [start, end] = [regions.start[region]!, regions.end[region]!];
    if (!places.has(goroutine)) places.set(goroutine, begin(goroutine, start));
    const place = places.get(goroutine);
    if (!place) {
      dropped++;
      continue;
    }
    const name = names[regions.name[region]!]!;
    const parent = rows.get(regions.parent[region]!) ?? place.row;
    const open = regions.open[region] === 1;
    rows.set(region, spans.add({ kind: "region", name, start, end, lane: place.lane, parent, open }));
  }
  for (let i = 0; i < lanes.count; i++) spans.nameLane(first + i, `goroutines ${i + 1}`);
  return { lanes: lanes.count, dropped };
}

/** Where a goroutine is: its lane, and the row of the span that stands for it. */
interface Place {
  readonly lane: number;
  readonly row: number;
}

/** The rows of a table in the order of their times; of equal ones as they stand. */
function byStart(start: Float64Array): Uint32Array {
  return Uint32Array.from(start.keys()).sort((a, b) => start[a]! - start[b]! || a - b);
}

function lastEnds(goroutine: Int32Array, end: Float64Array, count: number): Float64Array {
  const last = new Float64Array(count);
  for (let row = 0; row < end.length; row++)
    last[goroutine[row]!] = Math.max(last[goroutine[row]!]!, end[row]!);
  return last;
}

/** What findings say was recorded and cannot be told. */
function lost(findings: readonly RuntimeTraceFinding[]): number {
  return findings.reduce((sum, { kind, count }) => sum + (isLoss.has(kind) ? count : 0), 0);
}

const isLoss: ReadonlySet<RuntimeTraceFinding["kind"]> = new Set<RuntimeTraceFinding["kind"]>([
  "incomplete-generation",
  "annotation-without-goroutine",
  "region-end-without-begin",
]);

/** Since go1.22 a tick is 64 ns. */
const tick = 64;

function clockOf(file: RuntimeTraceFile, { written, session = [] }: RuntimeTraceContext): SourceClock {
  const { clock, snapshots, end } = file;
  const own = [...snapshots.map(snapshotAnchor), ...anchorsIn(file).map(({ anchor }) => anchor)];
  const about = written === undefined ? {} : { written };
  if (clock.kind === "monotonic") {
    const isOurs = isWithin(session, clock.zero, clock.zero + BigInt(end));
    const anchors = own.length > 0 ? own : isOurs ? session : [];
    return { kind: "monotonic", zero: clock.zero, quantum: tick, anchors, ...about };
  }
  const rate = clock.frequency === undefined ? {} : { rate: 1e9 / clock.frequency };
  const pinned = own.length > 0 ? anchorPins(file) : containment(session, end, rate.rate);
  const anchors = own.length > 0 ? own : session;
  return { kind: "ticks", quantum: Math.ceil(rate.rate ?? 0), anchors, ...rate, ...pinned };
}

/** The wall clock is read right after the monotonic one. */
function snapshotAnchor({ mono, wall }: { readonly mono: bigint; readonly wall: bigint }): Anchor {
  return { mono0: mono, wall, mono1: mono + snapshotWidth };
}

/** Far more than two readings take, and far less than two boots differ by; nanoseconds. */
const snapshotWidth = 1000n;

function isWithin(session: readonly Anchor[], from: bigint, to: bigint): boolean {
  const [begin, end] = [session[0], session.at(-1)];
  return begin !== undefined && end !== undefined && begin.mono0 <= from && to <= end.mono1;
}

/**
 * A program that ran in a session began after the session did and ended before it: all that is known of a trace before
 * go1.22 that has no readings of another clock.
 */
function containment(
  session: readonly Anchor[],
  end: number,
  rate: number | undefined,
): { zero: bigint; pins: readonly Pin[] } {
  const [from, to] = [session[0]?.mono0, session.at(-1)?.mono1];
  if (from === undefined || to === undefined || rate === undefined || session.length < 2)
    return { zero: 0n, pins: [] };
  const room = Number(to - from) - rate * end;
  const pins = [
    { at: 0, low: 0, high: room },
    { at: end, low: rate * end, high: rate * end + room },
  ];
  return { zero: from, pins };
}
