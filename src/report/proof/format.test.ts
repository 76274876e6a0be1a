import { readFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { Log } from "sarif";
import { expect, it } from "vitest";
import { renderProofJson } from "./json.ts";
import { renderProofMarkdown } from "./markdown.ts";
import { disprovenReport, provenReport } from "./sample.testing.ts";
import { renderProofSarif } from "./sarif.ts";
import { renderProofText } from "./text.ts";

const options = { top: 10, width: 100, colour: false, version: "0.1.0" };
const reports = [provenReport, disprovenReport];

it("holds the whole report as JSON, as the documented schema says", () => {
  const schema = new URL("../../../docs/proof-report.schema.json", import.meta.url);
  const validate = new Ajv2020({ allErrors: true, strict: true }).compile(
    JSON.parse(readFileSync(schema, "utf8")) as object,
  );
  for (const report of reports) {
    const read: unknown = JSON.parse(renderProofJson(report));
    expect(read).toEqual(JSON.parse(JSON.stringify(report)));
    expect(validate(read) || validate.errors).toBe(true);
  }
  expect(validate({ ...provenReport, verdict: "perhaps" })).toBe(false);
});

it.each([72, 80, 120])("keeps to %i characters a line on a screen", (width) => {
  for (const report of reports) {
    const lines = renderProofText(report, { ...options, width }).split("\n");
    expect(Math.max(...lines.map((line) => [...line].length))).toBeLessThanOrEqual(width);
  }
});

it("lets no control character of a listing through, and colours what is ours only", () => {
  expect(renderProofText(disprovenReport, options)).not.toContain("\u001b");
  expect(renderProofMarkdown(disprovenReport, options)).not.toContain("\u001b");
  const coloured = renderProofText(disprovenReport, { ...options, colour: true });
  expect(stripVTControlCharacters(coloured)).toBe(renderProofText(disprovenReport, options));
});

it("tells what was not proven, and what is not deterministic by itself", () => {
  for (const render of [renderProofText, renderProofMarkdown])
    for (const words of ["386: this machine has no C compiler for it", "runtime/cgo (race)"])
      expect(render(provenReport, options)).toContain(words);
});

it("has a rule for each question and a result for each finding in SARIF", () => {
  const [run] = (JSON.parse(renderProofSarif(disprovenReport, options)) as Log).runs;
  expect(run!.tool.driver.rules!.map(({ id }) => id)).toEqual(["identical-objects", "identical-diagnostics"]);
  expect(run!.results).toHaveLength(disprovenReport.findings.length);
  expect(run!.invocations![0]!.toolExecutionNotifications).toHaveLength(1);
});
