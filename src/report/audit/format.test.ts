import fc from "fast-check";
import { expect, it } from "vitest";
import type { AuditReport } from "../../audit/report.ts";
import type { CheckedRenderOptions } from "../checked-format.ts";
import { auditFormats } from "./format.ts";
import { failingReport } from "./sample.testing.ts";

fc.configureGlobal({ seed: 20260102 });

const options: CheckedRenderOptions = { top: 100, width: 200, colour: false, version: "0.1.0" };

it("gives every format a name of its own", () => {
  expect(new Set(auditFormats.map(({ name }) => name)).size).toBe(auditFormats.length);
});

/** The failed audit with findings of one check and functions in any order. */
const reordered: fc.Arbitrary<AuditReport> = fc
  .record({
    messages: fc.shuffledSubarray(["Alpha", "Beta", "Gamma", "Delta"], { minLength: 4 }),
    changed: fc.shuffledSubarray([...failingReport.functions.changed], { minLength: 6 }),
  })
  .map(({ messages, changed }) => ({
    ...failingReport,
    findings: messages.map((message) => ({ check: "frame-size", subject: "F", message: `word${message}` })),
    functions: { ...failingReport.functions, changed },
  }));

it.each(auditFormats)(
  "keeps the order of the report in $name, and writes the same bytes again",
  ({ render }) => {
    fc.assert(
      fc.property(reordered, (report) => {
        const text = render(report, options);
        expect(render(structuredClone(report), options)).toBe(text);
        const places = report.findings.map(({ message }) => text.indexOf(message));
        expect(places).toEqual([...places].sort((a, b) => a - b));
        expect(places[0]).toBeGreaterThan(0);
      }),
      { numRuns: 25 },
    );
  },
);

it.each(auditFormats.filter(({ name }) => name !== "json" && name !== "sarif"))(
  "lets no control character of a name through in $name",
  ({ render }) => {
    expect(render(failingReport, options)).toContain("policy.yaml\ufffd");
    expect(render(failingReport, options)).not.toContain("\u001b");
  },
);

it.each(auditFormats)("tells in $name what was not checked, and why", ({ render }) => {
  for (const words of [
    "the binaries have no DWARF: release builds leave it out",
    "no changed package has assembly",
  ])
    expect(render(failingReport, options)).toContain(words);
});
