import type { TelemetryAttributes, TelemetrySpan } from "../../base/telemetry.ts";
import { atOrAround, kind } from "../../trace/analysis/lineage.ts";
import { importPathOf, type SpanFile } from "../../trace/event.ts";
import type { Level } from "../../trace/event-type.ts";
import type { PlacedProcess } from "../../trace/timeline.ts";
import { type ExportLane, LaneCursor, lanesOf } from "../lanes.ts";
import { processName, spanNames } from "../names.ts";
import type { Extent } from "./command.ts";
import { commandId, processId, rowIds } from "./ids.ts";

/** A process and where its session stands in time. */
export interface TelemetryProcess {
  /** The name of the session. */
  readonly session: string;
  readonly process: PlacedProcess;
  /** Unix time of the timeline's zero, in nanoseconds. */
  readonly wallZero: bigint;
}

/** From when to when the process ran. */
export function extentOf({ process, wallZero }: TelemetryProcess): Extent {
  return { start: unixTime(wallZero, process.start), end: unixTime(wallZero, process.end) };
}

/**
 * The span of a process, which stands for its package, too; then the spans down to a level, lane by lane, each after
 * the one around it.
 */
export function* processSpans(of: TelemetryProcess, trace: SpanFile, level: Level): Generator<TelemetrySpan> {
  yield processSpan(of);
  const { process, session, wallZero } = of;
  const rowId = rowIds(session, process.file);
  const about = attributesOf(trace, importPathOf(process.header));
  const nameOf = spanNames(trace);
  const at = (time: number): bigint => unixTime(wallZero, process.offset + time);
  const { start, end, kind: kinds } = trace.spans;
  for (const lane of lanesOf(trace, level)) {
    const thread = { "thread.id": lane.number, "thread.name": lane.name };
    for (const { row, id, parent } of withIds(trace, lane, processId(session, process.file), rowId)) {
      if (kinds[row] === kind.package) continue;
      yield {
        ...{ id, parent, name: nameOf(row), start: at(start[row]!), end: at(end[row]!) },
        attributes: { ...about(row), ...thread },
      };
    }
  }
}

function processSpan(of: TelemetryProcess): TelemetrySpan {
  const { header, exit, file } = of.process;
  const error = exit === undefined ? "no exit" : exit === 0 ? undefined : `exit status ${exit}`;
  return {
    id: processId(of.session, file),
    parent: commandId(of.session),
    name: processName(header),
    ...extentOf(of),
    attributes: {
      "traceinject.kind": "process",
      "traceinject.package": importPathOf(header),
      ...(exit !== undefined && { "process.exit.code": exit }),
    },
    ...(error && { error }),
  };
}

interface Identified {
  readonly row: number;
  readonly id: string;
  readonly parent: string;
}

/** The spans of a lane as they begin. That of a package has the id of its process, which is what hangs below. */
function* withIds(
  { spans }: SpanFile,
  { rows }: ExportLane,
  process: string,
  rowId: (row: number) => string,
): Generator<Identified> {
  const open = [process];
  const cursor = new LaneCursor(spans, rows);
  while (cursor.advance()) {
    if (!cursor.begins) {
      open.pop();
      continue;
    }
    const { row } = cursor;
    const parent = open.at(-1)!;
    const id = spans.kind[row] === kind.package ? process : rowId(row);
    open.push(id);
    yield { row, id, parent };
  }
}

/** What a span is and stands in: `traceinject.kind`, `.package`, `.phase`, `.function`, `.pass`, `.open`. */
function attributesOf(
  { spans, names, kinds }: SpanFile,
  importPath: string,
): (row: number) => TelemetryAttributes {
  const around = (row: number, wanted: number): string | undefined => {
    const at = atOrAround(spans, row, wanted);
    return at < 0 ? undefined : names[spans.name[at]!];
  };
  return (row) => {
    const phase = around(row, kind.phase);
    const work = spans.kind[row] === kind.work;
    const fn = work ? names[spans.name[row]!] : around(row, kind.function);
    const pass = around(row, kind.pass);
    return {
      "traceinject.kind": kinds[spans.kind[row]!]!,
      "traceinject.package": importPath,
      ...(phase !== undefined && { "traceinject.phase": phase }),
      ...(fn !== undefined && { "traceinject.function": fn }),
      ...(pass !== undefined && { "traceinject.pass": pass }),
      ...(spans.open[row] === 1 && { "traceinject.open": true }),
    };
  };
}

const latest = 2n ** 63n - 1n;

/** The clock of a damaged file may show anything; what is later stays later. */
function unixTime(wallZero: bigint, time: number): bigint {
  const unix = wallZero + BigInt(time);
  return unix < 0n ? 0n : unix > latest ? latest : unix;
}
