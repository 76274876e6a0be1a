import { expect, it } from "vitest";
import type { ReportedFunction } from "../../audit/report.ts";
import { passingReport } from "./sample.testing.ts";
import { callCounts, causeName, causeText, changeText, comparedLines, referenceText } from "./words.ts";

const [one] = passingReport.functions.changed as [ReportedFunction];

it("shows a figure once where it did not change", () => {
  expect(changeText({ before: 24, after: 24 })).toBe("24");
  expect(changeText({ before: 24, after: 32 })).toBe("24 → 32");
  expect(changeText({ before: undefined, after: 8 })).toBe("? → 8");
});

it("counts calls that were gained and lost apart, and no other reference", () => {
  const references = [
    { kind: "call", target: "a", count: 2 },
    { kind: "call", target: "b", count: -1 },
    { kind: "address", target: "c", count: 5 },
  ] as const;
  expect(callCounts({ ...one, references })).toBe("+2 −1");
  expect(callCounts({ ...one, references: [] })).toBe("same");
  expect(callCounts({ ...one, references: undefined })).toBe("?");
  expect(references.map(referenceText)).toEqual(["+ call a (2 times)", "− call b", "+ address c (5 times)"]);
});

it("names a planned function by its changes, if they are known", () => {
  const cause = { kind: "planned", reason: "", policyLine: 1, changes: [] } as const;
  expect(causeName(cause)).toBe("planned");
  expect(causeName({ ...cause, changes: ["a/b", "a/c"] })).toBe("a/b, a/c");
});

it("says where a planned function stands in the policy, by file where there are several", () => {
  const cause = { kind: "planned", reason: "starts", policyLine: 3, changes: [] } as const;
  expect(causeText(cause)).toBe("Planned: starts (line 3 of the policy)");
  expect(causeText({ ...cause, policyFile: "mine/policy.yaml" })).toBe(
    "Planned: starts (line 3 of mine/policy.yaml)",
  );
});

it("counts functions that stayed undecided for themselves", () => {
  const functions = { compared: 9, identical: 6, undecided: 2, changed: [one], added: [], removed: [] };
  const packages = { compared: 0, identical: 0, added: [] };
  expect(comparedLines({ ...passingReport, functions, packages })).toEqual([
    "9 functions compared: 6 identical, 2 undecided, 1 changed, 0 added, 0 removed.",
  ]);
});
