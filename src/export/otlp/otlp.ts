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

/** A `ResourceSpans`, as texts. They are put together by hand: of spans there may be a million. */
function spansWriter({ id }: TelemetryTrace, version: string | undefined) {
  const scope = JSON.stringify({ name: "traceinject", ...(version && { version }) });
  return function* (resource: TelemetryAttributes, spans: Iterable<TelemetrySpan>): Generator<string> {
    yield `{"resource":{"attributes":${keyValues(resource)}},`;
    yield `"scopeSpans":[{"scope":${scope},"spans":[`;
    let separator = "";
    for (const span of spans) {
      yield `${separator}{"traceId":"${id}",${fields(span)}}`;
      separator = ",";
    }
    yield "]}]}";
  };
}

/** Numbers of the enumerations, as the encoding in JSON has them. */
const kindInternal = 1;
const statusError = 2;

function fields({ id, parent, name, start, end, attributes, error }: TelemetrySpan): string {
  const ids = `"spanId":"${id}",${parent === undefined ? "" : `"parentSpanId":"${parent}",`}`;
  const times = `"startTimeUnixNano":"${start}","endTimeUnixNano":"${end}"`;
  const about = `${ids}"name":${jsonText(name)},"kind":${kindInternal},${times}`;
  if (error === undefined) return `${about},"attributes":${keyValues(attributes)}`;
  const status = `"status":{"code":${statusError},"message":${jsonText(error)}}`;
  return `${about},"attributes":${keyValues({ ...attributes, "error.type": error })},${status}`;
}

/** The names of attributes are ours, and need no escaping. */
function keyValues(attributes: TelemetryAttributes): string {
  let list = "";
  for (const key in attributes) {
    list += `${list === "" ? "" : ","}{"key":"${key}","value":{${anyValue(attributes[key]!)}}}`;
  }
  return `[${list}]`;
}

/** Integers of 64 bits are texts in the JSON of protobuf. */
function anyValue(value: TelemetryValue): string {
  if (typeof value === "string") return `"stringValue":${jsonText(value)}`;
  if (typeof value === "number") return `"intValue":"${value}"`;
  if (typeof value === "boolean") return `"boolValue":${value}`;
  return `"arrayValue":{"values":[${value.map((one) => `{${anyValue(one)}}`).join()}]}`;
}

/** Half a surrogate pair is an error in the JSON of protobuf. */
const jsonText = (text: string): string => JSON.stringify(text.toWellFormed());
