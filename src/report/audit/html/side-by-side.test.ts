import fc from "fast-check";
import { expect, it } from "vitest";
import type { InstructionLine } from "../../../audit/report.ts";
import { sideBySide } from "./side-by-side.ts";

fc.configureGlobal({ seed: 20260102 });

const kinds = { " ": "same", "-": "removed", "+": "added" } as const;

/** `" a"` is the same, `"-b"` removed, `"+c"` added. */
const lines = (...drawn: string[]): InstructionLine[] =>
  drawn.map((line) => ({
    kind: kinds[line[0] as keyof typeof kinds],
    source: "f.go:1",
    text: line.slice(1),
  }));

const drawn = (input: readonly InstructionLine[]): string[] =>
  sideBySide(input).map(({ before, after }) => `${before?.text ?? ""}|${after?.text ?? ""}`);

it("puts replacements beside each other", () => {
  expect(drawn(lines(" a", "-b", "-c", "+d", " e", "+f"))).toEqual(["a|a", "b|d", "c|", "e|e", "|f"]);
});

it("holds all of the function before on the left, and all of it after on the right", () => {
  const line = fc.constantFrom(" a", "-b", "+c", " d", "-e", "+f");
  fc.assert(
    fc.property(fc.array(line), (all) => {
      const rows = sideBySide(lines(...all));
      const side = (kind: string): string[] =>
        all.filter((one) => one[0] === " " || one[0] === kind).map((one) => one.slice(1));
      expect(rows.flatMap(({ before }) => before?.text ?? [])).toEqual(side("-"));
      expect(rows.flatMap(({ after }) => after?.text ?? [])).toEqual(side("+"));
    }),
  );
});
