import { expect, it } from "vitest";
import { sampleAnalysis } from "../sample.testing.ts";
import { reportTables, subjects } from "./index.ts";

it("has a table for everything that the time can be shown by, also where there is nothing to show", () => {
  for (const analysis of [sampleAnalysis(), sampleAnalysis({})])
    for (const subject of subjects) {
      const [table] = reportTables(analysis, 2, subject);
      const lengths = new Set(table?.columns.map(({ cells }) => cells.length));
      expect([subject, lengths.size]).toEqual([subject, 1]);
      expect(table?.note).toMatch(/\.$/);
    }
});

it("shows the usual tables only where they have rows", () => {
  const titles = (files?: Record<string, Uint8Array>) =>
    reportTables(sampleAnalysis(files), 9).map(({ columns }) => columns[0]?.title);
  expect(titles()).toEqual(["package", "phase", "function"]);
  expect(titles({})).toEqual([]);
});

it("lets the phases add up to the whole by a row for what is in none", () => {
  const [phases] = reportTables(sampleAnalysis(), 9, "phase");
  expect(phases?.columns[0]?.cells.at(-1)).toBe("(in no phase)");
  const shares = phases?.columns[2]?.cells.map(Number.parseFloat) ?? [];
  expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(100, 0);
});
