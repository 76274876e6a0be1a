import { expect, it } from "vitest";
import { formats } from "./format.ts";
import { sampleAnalysis, sampleOutlines } from "./sample.testing.ts";

it("gives every format a name of its own and an output that ends its last line", () => {
  const options = { top: 5, width: 80, origin: { version: "1.2.3" }, colour: false };
  expect(new Set(formats.map(({ name }) => name)).size).toBe(formats.length);
  for (const format of formats)
    expect(format.render(sampleAnalysis(), options, sampleOutlines())).toMatch(/[^\n]\n$/);
});
