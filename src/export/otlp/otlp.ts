import type {
  TelemetryAttributes,
  TelemetrySpan,
  TelemetryTrace,
  TelemetryValue,
} from "../../base/telemetry.ts";
import { chunked } from "../chunks.ts";
import type { ExportChoice, Exporter, ExportSession } from "../session.ts";
import { commandSpan, type Extent, unite } from "./command.ts";
import { traceOf } from "./ids.ts";
import { extentOf, processSpans, type TelemetryProcess } from "./process.ts";
import { commandResource, processResource } from "./resource.ts";

/**
 * OTLP in JSON: one `ExportTraceServiceRequest` on one line, with a resource for the go command and one for each of its
 * processes.
 */
export const exportOtlp: Exporter = (session, choice) => chunked(parts(session, choice));

async function* parts(session: ExportSession, { level }: ExportChoice): AsyncGenerator<Iterable<string>> {
  const { name, record } = session;
  const trace = traceOf(name, record);
  const write = spansWriter(trace, record?.traceinject);
  yield [`{"resourceSpans":[`];
  const root = commandSpan(name, trace, record, extentOfAll(session));
  if (root) yield write(commandResource(name, record), [root]);
  for (const process of session.line.processes) {
    const resource = processResource(name, process.file, process.header, record);
    const spans = processSpans(placed(session, process), await session.read(process), level);
    yield [","];
    yield write(resource, spans);
  }
  yield ["]}\n"];
}

function placed({ name, line }: ExportSession, process: TelemetryProcess["process"]): TelemetryProcess {
  return { session: name, process, wallZero: line.wallZero };
}

function extentOfAll(session: ExportSession): Extent | undefined {
  const extents = session.line.processes.map((process) => extentOf(placed(session, process)));
  return extents.reduce<Extent | undefined>(unite, undefined);
}

/** A `ResourceSpans`, as texts. */
function spansWriter({ id }: TelemetryTrace, version: string | undefined) {
  const scope = JSON.stringify({ name: "traceinject", ...(version && { version }) });
  return function* (resource: TelemetryAttributes, spans: Iterable<TelemetrySpan>): Generator<string> {
    yield `{"resource":${JSON.stringify({ attributes: keyValues(resource) })},`;
    yield `"scopeSpans":[{"scope":${scope},"spans":[`;
    let separator = "";
    for (const span of spans) {
      yield separator + JSON.stringify(jsonSpan(id, span));
      separator = ",";
    }
    yield "]}]}";
  };
}

/** Numbers of the enumerations, as the encoding in JSON has them. */
const kindInternal = 1;
const statusError = 2;

function jsonSpan(traceId: string, { id, parent, name, start, end, attributes, error }: TelemetrySpan) {
  const failure = error === undefined ? {} : { "error.type": error };
  return {
    ...{ traceId, spanId: id },
    ...(parent && { parentSpanId: parent }),
    ...{
      name: name.toWellFormed(),
      kind: kindInternal,
      startTimeUnixNano: String(start),
      endTimeUnixNano: String(end),
    },
    attributes: keyValues({ ...attributes, ...failure }),
    ...(error !== undefined && { status: { code: statusError, message: error } }),
  };
}

function keyValues(attributes: TelemetryAttributes): object[] {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: anyValue(value) }));
}

/** Integers of 64 bits are texts in the JSON of protobuf, and half a surrogate pair is an error there. */
function anyValue(value: TelemetryValue): object {
  if (typeof value === "string") return { stringValue: value.toWellFormed() };
  if (typeof value === "number") return { intValue: String(value) };
  if (typeof value === "boolean") return { boolValue: value };
  return { arrayValue: { values: value.map(anyValue) } };
}
