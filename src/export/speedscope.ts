import type { SpanFile } from "../trace/event.ts";
import type { PlacedProcess } from "../trace/timeline.ts";
import { chunked } from "./chunks.ts";
import { type ExportLane, LaneCursor, lanesOf } from "./lanes.ts";
import { processName, spanNames } from "./names.ts";
import type { ExportChoice, Exporter, ExportSession } from "./session.ts";

/**
 * speedscope's own format, in JSON: an evented profile for each lane that has spans, in nanoseconds of the timeline.
 * The frames, which all profiles share, come last: only then are they known.
 */
export const exportSpeedscope: Exporter = (session, choice) => chunked(parts(session, choice));

async function* parts(session: ExportSession, { level }: ExportChoice): AsyncGenerator<Iterable<string>> {
  const frames = new Map<string, number>();
  const about = { $schema: "https://www.speedscope.app/file-format-schema.json", exporter: "traceinject" };
  yield [`${JSON.stringify({ ...about, name: session.name }).slice(0, -1)},"profiles":[`];
  let separator = "\n";
  for (const process of session.line.processes) {
    const trace = await session.read(process);
    const frameOf = frameFinder(trace, frames);
    for (const lane of lanesOf(trace, level)) {
      yield [separator];
      yield profile(process, trace, lane, frameOf);
      separator = ",\n";
    }
  }
  yield [`\n],"shared":{"frames":[`];
  yield frameTexts(frames.keys());
  yield ["\n]}}\n"];
}

function* profile(
  { header, offset }: PlacedProcess,
  trace: SpanFile,
  lane: ExportLane,
  frameOf: (row: number) => number,
): Generator<string> {
  const { first, last, spans } = trace;
  const name = JSON.stringify(`${processName(header)}, ${lane.name}`);
  const times = `"startValue":${offset + first},"endValue":${offset + last}`;
  yield `{"type":"evented","name":${name},"unit":"nanoseconds",${times},"events":[`;
  const cursor = new LaneCursor(spans, lane.rows);
  for (let separator = ""; cursor.advance(); separator = ",") {
    const type = cursor.begins ? "O" : "C";
    yield `${separator}{"type":"${type}","frame":${frameOf(cursor.row)},"at":${offset + cursor.time}}`;
  }
  yield "]}";
}

/** Finds the frames of spans by their names, and adds those that are new. */
function frameFinder(trace: SpanFile, frames: Map<string, number>): (row: number) => number {
  const nameOf = spanNames(trace);
  return (row) => {
    const name = nameOf(row);
    const index = frames.get(name) ?? frames.size;
    if (index === frames.size) frames.set(name, index);
    return index;
  };
}

function* frameTexts(names: Iterable<string>): Generator<string> {
  let separator = "\n";
  for (const name of names) {
    yield `${separator}{"name":${JSON.stringify(name)}}`;
    separator = ",\n";
  }
}
