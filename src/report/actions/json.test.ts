import { expect, it } from "vitest";
import { renderActionsJson } from "./json.ts";
import { sampleActions } from "./sample.testing.ts";

it("writes all that is known, and says which form it has", () => {
  const { schema, version, unit, ...analysis } = JSON.parse(renderActionsJson(sampleActions()));
  expect([schema, version, unit]).toEqual(["traceinject-actions", 1, "ns"]);
  expect(analysis).toEqual(sampleActions());
});
