import { expect, it } from "vitest";
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
