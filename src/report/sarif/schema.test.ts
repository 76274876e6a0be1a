import { expect, it } from "vitest";
import { sampleAdvice } from "../advice/sample.testing.ts";
import { adviceSarif } from "../advice/sarif.ts";
import { failingReport, passingReport } from "../audit/sample.testing.ts";
import { renderSarif } from "../audit/sarif.ts";
import { disprovenReport, provenReport } from "../proof/sample.testing.ts";
import { renderProofSarif } from "../proof/sarif.ts";
import { sarifValidator } from "./schema.testing.ts";

const isSarif = sarifValidator();
const options = { version: "1.2.3" };
const proof = { ...options, top: 9, width: 80, colour: false };

it.each([
  ["advice, below a folder", adviceSarif(sampleAdvice, { ...options, folder: "/home/user/app" })],
  ["advice, elsewhere", adviceSarif(sampleAdvice, options)],
  ["no advice", adviceSarif([], options)],
  ["an audit with findings", renderSarif(failingReport, options)],
  ["an audit without", renderSarif(passingReport, options)],
  ["a proof that failed", renderProofSarif(disprovenReport, proof)],
  ["a proof", renderProofSarif(provenReport, proof)],
])("writes %s by SARIF's published schema", (_name, text) => {
  expect(isSarif(JSON.parse(text)) || isSarif.errors).toBe(true);
});

it("has a schema that tells what is no SARIF", () => {
  const log = JSON.parse(adviceSarif(sampleAdvice, options));
  const [run] = log.runs;
  for (const wrong of [
    { ...log, version: "2.0.0" },
    { ...log, runs: [{ ...run, tool: {} }] },
    { ...log, runs: [{ ...run, results: [{ ...run.results[0], level: "grave" }] }] },
    { ...log, runs: [{ ...run, results: [{ ...run.results[0], colour: "red" }] }] },
  ])
    expect(isSarif(wrong)).toBe(false);
});
