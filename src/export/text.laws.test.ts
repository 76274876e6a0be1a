import fc from "fast-check";
import { expect, it } from "vitest";
import { exportChrome } from "./chrome.ts";
import { exportCsv } from "./csv.ts";
import { damaged } from "./damaged.testing.ts";
import { exportFolded } from "./folded.ts";
import { exportOtlp } from "./otlp/otlp.ts";
import { decodeJson, spansOf } from "./otlp/request.testing.ts";
import { textOf } from "./samples.testing.ts";
import { exportSpeedscope } from "./speedscope.ts";

it("writes whole JSON, lines and records of whatever can be read of damaged files", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(damaged, { maxLength: 3 }), async (files) => {
      JSON.parse(await textOf(exportChrome, files));
      JSON.parse(await textOf(exportSpeedscope, files));
      expect(await textOf(exportFolded, files)).toMatch(/^([^\n]+ \d+\n)*$/);
      const unquoted = (await textOf(exportCsv, files)).replace(/"([^"]|"")*"/g, "");
      for (const record of unquoted.trimEnd().split("\r\n")) expect(record.split(",")).toHaveLength(14);
    }),
    { numRuns: 150 },
  );
});

it("writes OTLP spans with ids that are unique, each within its parent, of whatever can be read of damaged files", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(damaged, { maxLength: 3 }), async (files) => {
      const spans = spansOf(decodeJson(await textOf(exportOtlp, files)));
      const byId = new Map(spans.map((span) => [span.spanId, span]));
      expect(byId.size).toBe(spans.length);
      for (const { parentSpanId = "", startTimeUnixNano, endTimeUnixNano } of spans.slice(1)) {
        const parent = byId.get(parentSpanId)!;
        const [from, to] = [BigInt(startTimeUnixNano), BigInt(endTimeUnixNano)];
        expect(BigInt(parent.startTimeUnixNano) <= from && from <= to).toBe(true);
        expect(to <= BigInt(parent.endTimeUnixNano)).toBe(true);
      }
    }),
    { numRuns: 100 },
  );
});
