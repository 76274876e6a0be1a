import { stripVTControlCharacters } from "node:util";
import { expect, it } from "vitest";
import { bareReport, failingReport, passingReport } from "./sample.testing.ts";
import { renderText } from "./text.ts";

const options = { top: 10, width: 100, colour: false, version: "0.1.0" };
const lines = (text: string): string[] => text.split("\n");
const widest = (text: string): number => Math.max(...lines(text).map((line) => [...line].length));

it("says the verdict in the first line", () => {
  expect(lines(renderText(passingReport, options))[0]).toBe("Passed: 10 of 12 checks; 2 could not be made.");
  expect(lines(renderText(failingReport, options))[0]).toBe(
    "Failed: 3 of 12 checks, with 4 findings; 2 could not be made.",
  );
});

it.each([72, 80, 100, 130, 200])("keeps to %i characters a line", (width) => {
  for (const report of [passingReport, failingReport, bareReport])
    expect(widest(renderText(report, { ...options, width }))).toBeLessThanOrEqual(width);
});

it("says what a check looked at in its own line where there is room", () => {
  expect(lines(renderText(passingReport, { ...options, width: 130 }))).toContainEqual(
    expect.stringMatching(/^ {2}✓ frame-alignment +Frames are aligned as the ABI asks +11198 functions$/),
  );
});

it("changes nothing but colour when it is coloured", () => {
  const coloured = renderText(failingReport, { ...options, colour: true });
  expect(coloured).toContain("\u001b[31m");
  // The one in a name is not ours: it never comes through.
  expect(stripVTControlCharacters(coloured)).toBe(renderText(failingReport, options));
});

it("cuts each list, and says by how much", () => {
  const text = renderText(failingReport, { ...options, top: 1 });
  expect(lines(text).filter((line) => /^ *and \d+ more$/.test(line))).toEqual([
    "  and 1 more", // of frame-size
    "and 5 more", // functions
    "  and 3 more", // added functions
  ]);
});

it("speaks of no package where binaries were compared", () => {
  expect(renderText(bareReport, options)).not.toContain("package");
});
