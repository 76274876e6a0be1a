import type { Log, Result } from "sarif";
import { expect, it } from "vitest";
import type { Advice } from "../../trace/rules/advice.ts";
import { rules } from "../../trace/rules/index.ts";
import { sampleAdvice } from "./sample.testing.ts";
import { adviceSarif } from "./sarif.ts";

const runOf = (advice: readonly Advice[], folder?: string) =>
  (JSON.parse(adviceSarif(advice, { version: "1.2.3", ...(folder && { folder }) })) as Log).runs[0]!;
const run = runOf(sampleAdvice, "/home/user/app");
const results = run.results as Result[];
const places = (of: readonly Result[]) => of.map(({ locations }) => locations![0]!.physicalLocation);
const prints = (of: readonly Result[]) =>
  of.map(({ partialFingerprints }) => partialFingerprints!["ruleSubject/v1"]);

it("is SARIF 2.1.0 of one run, with a rule for each that can point at source", () => {
  expect(JSON.parse(adviceSarif([], { version: "1.2.3" }))).toMatchObject({ version: "2.1.0" });
  expect(run.tool.driver).toMatchObject({ name: "traceinject", version: "1.2.3" });
  expect(run.tool.driver.rules!.map(({ id }) => id)).toEqual(
    rules.filter(({ hasPlace }) => hasPlace).map(({ id }) => id),
  );
  for (const { ruleId, ruleIndex } of results) expect(run.tool.driver.rules![ruleIndex!]!.id).toBe(ruleId);
});

it("has a result for each advice that has a place, and none for the others", () => {
  expect(results.map(({ ruleId, level }) => [ruleId, level])).toEqual([
    ["generic-instances", "warning"],
    ["huge-file", "note"],
    ["inlined-body", "note"],
  ]);
  expect(runOf([]).results).toEqual([]);
});

it("places what is below the build's folder or GOROOT/src relative to it, and the rest as it is", () => {
  expect(places(results)).toEqual([
    { artifactLocation: { uri: "lib/map%20file.go", uriBaseId: "BUILD_FOLDER" }, region: { startLine: 12 } },
    { artifactLocation: { uri: "api/api.pb.go", uriBaseId: "BUILD_FOLDER" }, region: { startLine: 1 } },
    { artifactLocation: { uri: "strings/builder.go", uriBaseId: "GOROOT_SRC" }, region: { startLine: 80 } },
  ]);
  const [elsewhere] = places(runOf(sampleAdvice).results as Result[]);
  expect(elsewhere!.artifactLocation).toEqual({ uri: "/home/user/app/lib/map%20file.go" });
  for (const { artifactLocation } of places(results) as { artifactLocation: { uriBaseId: string } }[])
    expect(Object.keys(run.originalUriBaseIds!)).toContain(artifactLocation.uriBaseId);
});

it("has fingerprints that stay when figures, lines and folders move, and differ by rule and subject", () => {
  expect(new Set(prints(results)).size).toBe(results.length);
  const moved = sampleAdvice.map((one) => ({
    ...one,
    ...{ sentence: "something else", subject: one.subject.replace("/home/user", "/ci/work") },
    ...(one.place && { place: { file: one.place.file.replace("/home/user", "/ci/work"), line: 99 } }),
  }));
  expect(prints(runOf(moved, "/ci/work/app").results as Result[])).toEqual(prints(results));
});

it("doubles braces in messages, which SARIF would take for placeholders", () => {
  expect(results[2]!.message.text).toContain("{{x}}");
});
