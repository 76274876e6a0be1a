import fc from "fast-check";
import { expect, it } from "vitest";
import { exportChrome } from "./chrome.ts";
import { exportCsv } from "./csv.ts";
import { exportFolded } from "./folded.ts";
import { deep, hostile, small, textOf } from "./samples.testing.ts";
import { exportSpeedscope } from "./speedscope.ts";

/** Span files with bytes changed, or cut off. */
const damaged = fc
  .record({
    file: fc.constantFrom(...small, hostile, deep(40)),
    changes: fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 8 }),
    end: fc.nat(),
  })
  .map(({ file, changes, end }) => {
    const bytes = Uint8Array.from(file);
    for (const [at, value] of changes) bytes[at % bytes.length] = value;
    return bytes.subarray(0, end % 3 === 0 ? end % bytes.length : undefined);
  });

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
