import type { Host } from "../host/host.ts";

/** Whether the OTEL_* variables ask for traces to be sent, as the specification of OpenTelemetry's SDKs has them. */
export function wantsLiveExport(env: Host["env"]): boolean {
  const value = (name: string): string => env[name]?.trim() ?? ""; // what is empty counts as unset
  const endpoints = ["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT"];
  const exporters = (value("OTEL_TRACES_EXPORTER") || "otlp").split(",").map((name) => name.trim());
  const isDisabled = value("OTEL_SDK_DISABLED").toLowerCase() === "true";
  return !isDisabled && exporters.includes("otlp") && endpoints.some((name) => value(name) !== "");
}
