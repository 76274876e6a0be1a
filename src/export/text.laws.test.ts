import fc from "fast-check";
import { expect, it } from "vitest";
import { exportChrome } from "./chrome.ts";
import { exportCsv } from "./csv.ts";
import { damaged } from "./damaged.testing.ts";
import { exportFolded } from "./folded.ts";
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
