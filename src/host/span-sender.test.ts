import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it, vi } from "vitest";
import type { TelemetrySpan } from "../base/telemetry.ts";
import { sdkSender } from "./span-sender.ts";

const trace = { id: "0af7651916cd43dd8448eb211c80319c" };
const span: TelemetrySpan = { id: "b7ad6b7169203331", name: "go build", start: 1n, end: 2n, attributes: {} };

let server: Server | undefined;

afterEach(() => {
  vi.unstubAllEnvs();
  server?.close();
});

/** The address of a receiver on this machine that answers all with one status. */
async function receiver(status: number): Promise<string> {
  const started = createServer((request, response) => {
    request.resume().on("end", () => response.writeHead(status, { connection: "close" }).end());
  });
  server = started;
  await new Promise<void>((resolve) => started.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}`;
}

it.each(["no url", "localhost:4318", "ftp://localhost"])("refuses the endpoint %s at once", async (value) => {
  vi.stubEnv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "");
  vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", value);
  await expect(sdkSender(trace)).rejects.toThrow(
    `OTEL_EXPORTER_OTLP_ENDPOINT is no URL of http or https: ${value}`,
  );
});

it("rejects with the status of an answer", async () => {
  vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", await receiver(500));
  const sender = await sdkSender(trace);
  await expect(sender.send({}, [span])).rejects.toThrow(
    "the receiver answers HTTP 500 Internal Server Error",
  );
});

it("says what came of an attempt while it tries again", async () => {
  vi.stubEnv("OTEL_EXPORTER_OTLP_TIMEOUT", "300");
  vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", await receiver(503));
  const busy = await sdkSender(trace);
  await expect(busy.send({}, [span])).rejects.toThrow("HTTP 503 Service Unavailable");
  server?.close();
  const gone = await sdkSender(trace);
  await expect(gone.send({}, [span])).rejects.toThrow("ECONNREFUSED");
  expect([busy.setback, gone.setback]).toEqual([
    expect.stringContaining("HTTP 503"),
    expect.stringContaining("ECONNREFUSED"),
  ]);
});
