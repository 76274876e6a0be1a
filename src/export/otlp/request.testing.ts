import { createRequire } from "node:module";
import type { Type } from "protobufjs";

/**
 * OpenTelemetry's own definitions of OTLP, as its exporter of former days had them generated: a decoder that nothing of
 * ours has a part in.
 */
const { opentelemetry } = createRequire(import.meta.url)(
  "@opentelemetry/otlp-proto-exporter-base/build/src/generated/root.js",
);
const Request = opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest as Type;
const options = { longs: String, bytes: String, enums: String } as const;

interface KeyValue {
  readonly key: string;
  readonly value: object;
}

export interface ReceivedSpan {
  /** In hex, as all ids here. */
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: string;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly KeyValue[];
  readonly status?: { readonly code?: string; readonly message?: string };
}

export interface ReceivedRequest {
  readonly resourceSpans?: readonly {
    readonly resource: { readonly attributes: readonly KeyValue[] };
    readonly scopeSpans: readonly {
      readonly scope: { readonly name: string; readonly version?: string };
      readonly spans: readonly ReceivedSpan[];
    }[];
  }[];
}

/** A request as protobuf. Throws where it is none. */
export function decodeProtobuf(bytes: Uint8Array): ReceivedRequest {
  return withIds(Request.toObject(Request.decode(bytes), options), (id) =>
    Buffer.from(id, "base64").toString("hex"),
  );
}

/**
 * A request as JSON, where ids are hex and not base64 as elsewhere in protobuf's JSON. Throws where it holds a field that
 * the definitions do not have, or have otherwise; `newer` are those that came to OTLP after them.
 */
export function decodeJson(text: string, newer: readonly string[] = []): ReceivedRequest {
  const plain: unknown = JSON.parse(text, (key, value: unknown) => (newer.includes(key) ? undefined : value));
  const sent = withIds(plain, (id) => Buffer.from(id, "hex").toString("base64"));
  const message = Request.fromObject(sent);
  const known = Request.toObject(message, { longs: String, bytes: String });
  if (JSON.stringify(sorted(known)) !== JSON.stringify(sorted(sent)))
    throw new Error("there are fields that OTLP does not have");
  return withIds(Request.toObject(message, options), (id) => Buffer.from(id, "base64").toString("hex"));
}

/** All spans of a request, with the attributes of their resources. */
export function spansOf({ resourceSpans = [] }: ReceivedRequest) {
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) =>
      spans.map((span) => ({
        ...span,
        attributes: plainAttributes(span.attributes),
        resource: plainAttributes(resource.attributes),
      })),
    ),
  );
}

/** Attributes without the types of their values. */
function plainAttributes(attributes: readonly KeyValue[] = []): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
}

const ids = new Set(["traceId", "spanId", "parentSpanId"]);

function withIds(value: unknown, change: (id: string) => string): ReceivedRequest {
  return JSON.parse(JSON.stringify(value), (key, one: unknown) =>
    ids.has(key) && typeof one === "string" ? change(one) : one,
  ) as ReceivedRequest;
}

/**
 * The same with all keys in order, without empty lists, which protobuf does not tell from none, and with numbers as texts,
 * as which 64 bits of them may also come.
 */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value === "number") return String(value);
  if (typeof value !== "object" || value === null) return value;
  const filled = Object.entries(value).filter(([, one]) => !Array.isArray(one) || one.length > 0);
  const entries = filled.map(([key, one]) => [key, sorted(one)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
