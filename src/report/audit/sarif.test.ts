import type { Log, Result } from "sarif";
import { expect, it } from "vitest";
import { fingerprints } from "../sarif/fingerprint.ts";
import { failingReport, passingReport } from "./sample.testing.ts";
import { renderSarif } from "./sarif.ts";

const log = (report: typeof failingReport): Log =>
  JSON.parse(renderSarif(report, { version: "1.2.3" })) as Log;
const run = log(failingReport).runs[0]!;
const results = run.results as Result[];

it("is SARIF 2.1.0 of one run that names its tool", () => {
  expect(log(failingReport)).toMatchObject({ version: "2.1.0", runs: [{ columnKind: "utf16CodeUnits" }] });
  expect(run.tool.driver).toMatchObject({ name: "traceinject", version: "1.2.3" });
  expect(run.invocations![0]!.executionSuccessful).toBe(true);
});

it("has a rule for each check, with what it is for and what to do", () => {
  const { rules = [] } = run.tool.driver;
  expect(rules.map(({ id }) => id)).toEqual(failingReport.checks.map(({ id }) => id));
  for (const rule of rules) {
    expect(rule.shortDescription!.text).not.toBe("");
    expect(rule.fullDescription!.text).not.toBe("");
    expect(rule.help!.text).not.toBe("");
    expect(rule.properties!.family).toBeTypeOf("string");
  }
});

it("has a result for each finding, and none where there is none", () => {
  expect(log(passingReport).runs[0]!.results).toEqual([]);
  expect(results.map(({ ruleId, level }) => [ruleId, level])).toEqual(
    failingReport.findings.map(({ check }) => [check, "error"]),
  );
  for (const { ruleId, ruleIndex } of results) expect(run.tool.driver.rules![ruleIndex!]!.id).toBe(ruleId);
});

it("places a finding below GOROOT/src by an encoded URI, or by its name only", () => {
  const physical = results.map(({ locations }) => locations![0]!.physicalLocation);
  expect(physical[2]).toEqual({
    artifactLocation: { uri: "slices/zsort%20ordered.go", uriBaseId: "GOROOT_SRC" },
    region: { startLine: 12 },
  });
  expect(physical[1]).toBeUndefined();
  expect(results[1]!.locations![0]!.logicalLocations![0]!.fullyQualifiedName).toContain("<-chan int");
  expect(Object.keys(run.originalUriBaseIds!)).toEqual(["GOROOT_SRC"]);
});

it("doubles braces in messages, which SARIF would take for placeholders", () => {
  expect(results[1]!.message.text).toContain("struct {{ C <-chan int;");
});

it("notes each check that was not made", () => {
  const notes = run.invocations![0]!.toolExecutionNotifications!;
  expect(notes.map(({ associatedRule }) => associatedRule!.id)).toEqual([
    "call-frame-information",
    "vet-assembly",
  ]);
  for (const { associatedRule } of notes)
    expect(run.tool.driver.rules![associatedRule!.index!]!.id).toBe(associatedRule!.id);
});

it("recognises a finding whose figures and line moved, and tells apart those that are two", () => {
  const finding = { check: "c", subject: "F.func1", message: "frame grew from 8 to 16 bytes" };
  const moved = { ...finding, message: "frame grew from 8 to 24 bytes", place: { file: "a.go", line: 7 } };
  expect(fingerprints([finding])).toEqual(fingerprints([moved]));
  const all = [finding, finding, { ...finding, subject: "F.func2" }, { ...finding, check: "d" }];
  expect(new Set(fingerprints(all)).size).toBe(4);
});
