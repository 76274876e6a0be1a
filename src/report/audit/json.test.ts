import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { expect, it } from "vitest";
import { renderJson } from "./json.ts";
import { bareReport, failingReport, passingReport } from "./sample.testing.ts";

fc.configureGlobal({ seed: 20260102 });

const schema: object = JSON.parse(
  readFileSync(new URL("../../../docs/audit-report.schema.json", import.meta.url), "utf8"),
);
const validate = new Ajv2020({ allErrors: true, strict: true }).compile(schema);

it("holds the whole report", () => {
  for (const report of [passingReport, failingReport, bareReport])
    expect(JSON.parse(renderJson(report))).toEqual(JSON.parse(JSON.stringify(report)));
});

it("is what the documented schema says", () => {
  for (const report of [passingReport, failingReport, bareReport])
    expect(validate(JSON.parse(renderJson(report))) || validate.errors).toBe(true);
});

it("has a schema that refuses what it does not know", () => {
  expect(validate({ ...passingReport, verdict: "perhaps" })).toBe(false);
  expect(validate({ ...passingReport, checks: [{ id: "only-an-id" }] })).toBe(false);
  expect(validate({ ...passingReport, more: 1 })).toBe(false);
});

it("writes keys in one order, in whatever order the report was put together", () => {
  const shuffled = (value: unknown, turn: number): unknown => {
    if (Array.isArray(value)) return value.map((one) => shuffled(one, turn));
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value).map(([key, one]) => [key, shuffled(one, turn)] as const);
    const at = turn % Math.max(1, entries.length);
    return Object.fromEntries([...entries.slice(at), ...entries.slice(0, at)].reverse());
  };
  fc.assert(
    fc.property(fc.nat(20), (turn) => {
      expect(renderJson(shuffled(failingReport, turn) as typeof failingReport)).toBe(
        renderJson(failingReport),
      );
    }),
  );
});
