import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { type Context, ROOT_CONTEXT, SpanStatusCode, TraceFlags, trace } from "@opentelemetry/api";
import {
  defaultResource,
  detectResources,
  envDetector,
  type Resource,
  resourceFromAttributes,
} from "@opentelemetry/resources";
import {
  BasicTracerProvider,
  type IdGenerator,
  type ReadableSpan,
  type SpanExporter,
  type SpanProcessor,
} from "@opentelemetry/sdk-trace-base";
import type {
  SpanSender,
  TelemetryAttributes,
  TelemetrySpan,
  TelemetryTrace,
  TelemetryValue,
} from "../base/telemetry.ts";
import { packageVersion } from "./package.ts";

/**
 * Sends spans by OpenTelemetry's SDK, as the OTEL_* variables of this process say: endpoint, headers, time-outs,
 * compression, certificates, sampler, limits, and attributes of the resource, which go before ours. Rejects where they
 * ask for what the SDK does not have, or name an endpoint that is no URL, for which the SDK would take another.
 */
export async function sdkSender(telemetryTrace: TelemetryTrace): Promise<SpanSender> {
  requireEndpoint();
  return new SdkSender(telemetryTrace, await loadExporter());
}

function requireEndpoint(): void {
  for (const name of ["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT"]) {
    const value = process.env[name]?.trim();
    if (!value) continue;
    const protocol = URL.canParse(value) ? new URL(value).protocol : "";
    if (!/^https?:$/.test(protocol)) throw new Error(`${name} is no URL of http or https: ${value}`);
    return;
  }
}

async function loadExporter(): Promise<SpanExporter> {
  const { OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: ofTraces, OTEL_EXPORTER_OTLP_PROTOCOL: ofAll } = process.env;
  const protocol = ofTraces || ofAll || "http/protobuf";
  switch (protocol) {
    case "http/protobuf":
      return new (await import("@opentelemetry/exporter-trace-otlp-proto")).OTLPTraceExporter();
    case "http/json":
      return new (await import("@opentelemetry/exporter-trace-otlp-http")).OTLPTraceExporter();
    default:
      throw new Error(`the protocol ${protocol} is neither http/protobuf nor http/json`);
  }
}

/** How many spans go into one request: what the SDK's own batches hold. */
const batchSize = 512;

class SdkSender implements SpanSender, IdGenerator, SpanProcessor {
  readonly sampled: boolean;
  setback: string | undefined;
  /** The spans that have ended and are not sent yet. */
  private batch: ReadableSpan[] = [];
  private spanId = "";

  constructor(
    private readonly trace: TelemetryTrace,
    private readonly exporter: SpanExporter,
  ) {
    const { parent } = trace;
    const first = this.tracer(defaultResource()).startSpan("", {}, this.below(parent?.id));
    this.sampled = (first.spanContext().traceFlags & TraceFlags.SAMPLED) !== 0;
  }

  async send(attributes: TelemetryAttributes, spans: Iterable<TelemetrySpan>): Promise<void> {
    if (!this.sampled) return;
    const tracer = this.tracer(resourceOf(attributes));
    for (const { id, parent, name, start, end, attributes, error } of spans) {
      this.spanId = id;
      const options = { startTime: hrTime(start), attributes: mutable(attributes) };
      const span = tracer.startSpan(name, options, this.below(parent));
      if (error !== undefined)
        span.setStatus({ code: SpanStatusCode.ERROR, message: error }).setAttribute("error.type", error);
      span.end(hrTime(end));
      if (this.batch.length >= batchSize) await this.flush();
    }
    await this.flush();
  }

  private tracer(resource: Resource) {
    const provider = new BasicTracerProvider({ resource, idGenerator: this, spanProcessors: [this] });
    return provider.getTracer("traceinject", packageVersion);
  }

  /** The place below a span: one of ours, which is sampled, or that of the surrounding trace. */
  private below(id: string | undefined): Context {
    if (id === undefined) return ROOT_CONTEXT;
    const { parent } = this.trace;
    const isRemote = id === parent?.id;
    const traceFlags = isRemote && !parent?.sampled ? TraceFlags.NONE : TraceFlags.SAMPLED;
    const context = { traceId: this.trace.id, spanId: id, traceFlags, isRemote };
    return trace.setSpanContext(ROOT_CONTEXT, context);
  }

  private async flush(): Promise<void> {
    const spans = this.batch;
    this.batch = [];
    if (spans.length === 0) return;
    const forget = onSetback((setback) => {
      this.setback = setback;
    });
    try {
      await new Promise<void>((resolve, reject) =>
        this.exporter.export(spans, ({ code, error }) =>
          code === 0 ? resolve() : reject(this.refusal(error)),
        ),
      );
    } finally {
      forget();
    }
  }

  /** The SDK tells of an answer its words alone, and of one after which it has tried again nothing. */
  private refusal(error: Error | undefined): Error {
    const isAnswer = error?.name === "OTLPExporterError" && this.setback !== undefined;
    if (isAnswer) return new Error(this.setback, { cause: error });
    return error ?? new Error("the receiver did not answer in time");
  }

  generateTraceId = (): string => this.trace.id;
  generateSpanId = (): string => this.spanId;

  onStart(): void {}

  onEnd(span: ReadableSpan): void {
    this.batch.push(span);
  }

  async forceFlush(): Promise<void> {}

  async shutdown(): Promise<void> {}
}

/**
 * Calls `tell` for each request that fails and each answer that is a refusal, until the returned function is called.
 * The SDK tries again for seconds and says only in the end what came of the last attempt, so Node is asked.
 */
function onSetback(tell: (setback: string) => void): () => void {
  const onError = (message: unknown): void => {
    const { error } = message as { readonly error: NodeJS.ErrnoException };
    tell(error.message || error.code || String(error));
  };
  const onAnswer = (message: unknown): void => {
    const { response } = message as { readonly response: IncomingMessage };
    const { statusCode = 0, statusMessage = "" } = response;
    if (statusCode >= 300) tell(`the receiver answers HTTP ${statusCode} ${statusMessage}`.trimEnd());
  };
  subscribe("http.client.request.error", onError);
  subscribe("http.client.response.finish", onAnswer);
  return () => {
    unsubscribe("http.client.request.error", onError);
    unsubscribe("http.client.response.finish", onAnswer);
  };
}

function resourceOf(attributes: TelemetryAttributes): Resource {
  return defaultResource()
    .merge(resourceFromAttributes(mutable(attributes)))
    .merge(detectResources({ detectors: [envDetector] }));
}

/** The SDK's types have lists that can be changed. */
function mutable(attributes: TelemetryAttributes) {
  return attributes as Record<string, Exclude<TelemetryValue, readonly string[]> | string[]>;
}

/** Seconds and nanoseconds, which is exact. */
function hrTime(time: bigint): [number, number] {
  return [Number(time / 1_000_000_000n), Number(time % 1_000_000_000n)];
}
