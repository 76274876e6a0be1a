import { expect, it } from "vitest";
import { failingReport } from "./audit/sample.testing.ts";
import { byCheck, byFamily } from "./checked.ts";

it("keeps families and checks in the order of the report", () => {
  const groups = byFamily(failingReport);
  expect(groups.map(({ family }) => family).slice(0, 3)).toEqual([
    "registers",
    "stack frame",
    "calling convention",
  ]);
  expect(groups.flatMap(({ checks }) => checks)).toEqual(failingReport.checks);
});

it("calls a finding of no check a bug, so that no format loses it", () => {
  const stray = { check: "no-such-check", subject: "F", message: "wrong" };
  expect(() => byCheck({ ...failingReport, findings: [stray] })).toThrow("no-such-check");
});
