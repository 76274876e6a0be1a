import { expect, it } from "vitest";
import { exit, header, spanFile, zero } from "../../trace/decode/span-builder.testing.ts";
import { sampleAnalysis } from "../sample.testing.ts";
import { reportTables, type Subject, subjects } from "./index.ts";

it("has a table for everything that the time can be shown by, also where there is nothing to show", () => {
  for (const analysis of [sampleAnalysis(), sampleAnalysis({})])
    for (const subject of subjects) {
      const [table] = reportTables(analysis, 2, subject);
      const lengths = new Set(table?.columns.map(({ cells }) => cells.length));
      expect([subject, lengths.size]).toEqual([subject, 1]);
      expect(table?.note).toMatch(/\.$/);
    }
});

it("says why a table that was asked for has no rows, and how to get some", () => {
  const atLevel = (level: string) => ({ "a.span": spanFile(header({ level }), exit(0, zero + 1)) });
  const note = (level: string, by: Subject) => reportTables(sampleAnalysis(atLevel(level)), 9, by)[0]?.note;
  expect(note("function", "pass")).toBe(
    "There is nothing by pass: that is recorded from level pass on, and this build was recorded at level function. " +
      "Record it again: `traceinject --level pass go build -a ./...`.",
  );
  expect(note("package", "file")).toContain("`traceinject --level phase go build -a ./...`");
  expect(note("pass", "pass")).toBe("There is nothing by pass in what was recorded.");
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
