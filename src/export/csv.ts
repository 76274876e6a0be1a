import { importPathOf, type SpanFile } from "../trace/event.ts";
import type { Level } from "../trace/event-type.ts";
import type { PlacedProcess } from "../trace/timeline.ts";
import { chunked } from "./chunks.ts";
import { LaneCursor, lanesOf } from "./lanes.ts";
import { worksByRow } from "./names.ts";
import { selfTimes } from "./self-times.ts";
import type { ExportChoice, Exporter, ExportSession } from "./session.ts";

/** Comma-separated values as RFC 4180 has them, a span a row: by process, lane and begin. */
export const exportCsv: Exporter = (session, choice) => chunked(parts(session, choice));

const columns = [
  ...["process", "pid", "tool", "package", "lane"],
  ...["span", "parent", "kind", "name", "work"],
  ...["start_ns", "duration_ns", "self_ns", "open"],
];

async function* parts(session: ExportSession, { level }: ExportChoice): AsyncGenerator<Iterable<string>> {
  yield [`${joined(columns)}\r\n`];
  for (const [i, process] of session.line.processes.entries())
    yield processRecords(i, process, await session.read(process), level);
}

function* processRecords(
  index: number,
  { header, offset }: PlacedProcess,
  trace: SpanFile,
  level: Level,
): Generator<string> {
  const { spans } = trace;
  const lanes = lanesOf(trace, level);
  const self = selfTimes(spans, lanes);
  const named = namesOf(trace);
  for (const { name, rows } of lanes) {
    const own = joined([index, header.pid ?? "", header.tool, importPathOf(header), name]);
    const cursor = new LaneCursor(spans, rows);
    while (cursor.advance()) {
      if (!cursor.begins) continue;
      const { row, time, open } = cursor;
      const ids = joined([row, open.at(-2) ?? ""]);
      const times = joined([offset + time, spans.end[row]! - time, self[row]!, spans.open[row]!]);
      yield `${own},${ids},${named(row)},${times}\r\n`;
    }
  }
}

/** The columns kind, name and work. */
function namesOf(trace: SpanFile): (row: number) => string {
  const { spans, names, kinds } = trace;
  const works = worksByRow(trace);
  return (row) => {
    const work = works.get(row);
    return joined([
      kinds[spans.kind[row]!]!,
      names[spans.name[row]!]!,
      work === undefined ? "" : names[work]!,
    ]);
  };
}

function joined(values: readonly (string | number)[]): string {
  return values.map(field).join(",");
}

/** The RFC has no control characters but the line's end. */
function field(value: string | number): string {
  if (typeof value === "number") return String(value);
  const text = value.replace(/(?![\r\n])\p{Cc}/gu, "\ufffd");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
