import { expect, it } from "vitest";
import type { CheckedRenderOptions } from "../checked-format.ts";
import { expectGolden } from "../golden.testing.ts";
import { auditFormats } from "./format.ts";
import { bareReport, failingReport, passingReport } from "./sample.testing.ts";

const options: CheckedRenderOptions = { top: 10, width: 110, colour: false, version: "0.1.0" };

for (const { name, render } of auditFormats) {
  it(`writes an audit that passed as ${name}`, () => {
    expectGolden(import.meta.url, `golden/passed.${name}.txt`, render(passingReport, options));
  });

  it(`writes an audit that failed as ${name}`, () => {
    expectGolden(import.meta.url, `golden/failed.${name}.txt`, render(failingReport, options));
  });

  it(`writes the same bytes again as ${name}, and ends its last line`, () => {
    for (const report of [passingReport, failingReport, bareReport]) {
      const once = render(report, options);
      expect(render(structuredClone(report), options)).toBe(once);
      expect(once).toMatch(/[^\n]\n$/);
    }
  });
}

it("shows a failed audit on a narrow screen, cut to few entries", () => {
  const [text] = auditFormats;
  expectGolden(
    import.meta.url,
    "golden/narrow.text.txt",
    text!.render(failingReport, { ...options, width: 80, top: 2 }),
  );
});
