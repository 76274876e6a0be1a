import { expect, it } from "vitest";
import type { CheckedRenderOptions } from "../checked-format.ts";
import { expectGolden } from "../golden.testing.ts";
import { proofFormats } from "./format.ts";
import { disprovenReport, provenReport } from "./sample.testing.ts";

const options: CheckedRenderOptions = { top: 10, width: 100, colour: false, version: "0.1.0" };

for (const { name, render } of proofFormats) {
  it(`writes a proof that held as ${name}`, () => {
    expectGolden(import.meta.url, `golden/passed.${name}.txt`, render(provenReport, options));
  });

  it(`writes a proof that failed as ${name}`, () => {
    expectGolden(import.meta.url, `golden/failed.${name}.txt`, render(disprovenReport, options));
  });

  it(`writes the same bytes again as ${name}, and ends its last line`, () => {
    const once = render(disprovenReport, options);
    expect(render(structuredClone(disprovenReport), options)).toBe(once);
    expect(once).toMatch(/[^\n]\n$/);
  });
}
