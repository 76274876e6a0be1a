import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, it } from "vitest";
import { sampleActions } from "../actions/sample.testing.ts";
import { sampleAnalysis, sampleFiles } from "../sample.testing.ts";
import { renderJson } from "./json.ts";

it("holds the whole analysis, under a schema with a version", () => {
  const text = renderJson(sampleAnalysis());
  expect(text.endsWith("}\n")).toBe(true);
  expect(JSON.parse(text)).toEqual({
    schema: "traceinject-report",
    version: 1,
    unit: "ns",
    ...sampleAnalysis(),
  });
});

it("gives the same bytes for the same files in any order", () => {
  const files = Object.entries(sampleFiles);
  const once = renderJson(sampleAnalysis(Object.fromEntries(files)));
  expect(renderJson(sampleAnalysis(Object.fromEntries(files.reverse())))).toBe(once);
});

it("is what the documented schema says, whole or empty, with what go did or without", () => {
  const schema = new URL("../../../docs/report.schema.json", import.meta.url);
  const validate = new Ajv2020({ allErrors: true }).compile(JSON.parse(readFileSync(schema, "utf8")));
  const withActions = { ...sampleAnalysis(), actions: sampleActions() };
  for (const analysis of [sampleAnalysis(), sampleAnalysis({}), withActions])
    expect(validate(JSON.parse(renderJson(analysis))) || validate.errors).toBe(true);
  expect(validate({ ...JSON.parse(renderJson(sampleAnalysis())), more: 1 })).toBe(false);
});
