import { expect, it } from "vitest";
import { wantsLiveExport } from "./otel-environment.ts";

const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://localhost:4318" };

it.each([
  endpoint,
  { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "http://localhost:4318/v1/traces" },
  { ...endpoint, OTEL_SDK_DISABLED: "false" },
  { ...endpoint, OTEL_TRACES_EXPORTER: "" },
  { ...endpoint, OTEL_TRACES_EXPORTER: "console, otlp" },
])("wants traces to be sent with %j", (env) => {
  expect(wantsLiveExport(env)).toBe(true);
});

it.each([
  {},
  { OTEL_EXPORTER_OTLP_ENDPOINT: " " },
  { OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: "http://localhost:4318/v1/metrics" },
  { ...endpoint, OTEL_SDK_DISABLED: "TRUE" },
  { ...endpoint, OTEL_TRACES_EXPORTER: "none" },
  { ...endpoint, OTEL_TRACES_EXPORTER: "zipkin" },
])("wants none with %j", (env) => {
  expect(wantsLiveExport(env)).toBe(false);
});
