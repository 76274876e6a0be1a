import fc from "fast-check";
import { expect, test } from "vitest";
import { ConflictError, type Edit, EditSet } from "./edit.ts";

/** Reads the notation that `toString` writes, with `+text` for the inserted text: `3 +ab 3 -2+c 2`. */
function edits(notation: string): { length: number; edits: Edit[] } {
  const result: Edit[] = [];
  let at = 0;
  for (const part of notation.split(" ").filter(Boolean)) {
    const [, removed = "0", insert] = /^(?:-(\d+))?(?:\+(.*))?$/.exec(part) ?? [];
    if (/^\d+$/.test(part)) at += Number(part);
    else {
      result.push({ from: at, to: at + Number(removed), insert: insert ?? "", origin: part });
      at += Number(removed);
    }
  }
  return { length: at, edits: result };
}

const set = (notation: string): EditSet => {
  const { length, edits: list } = edits(notation);
  return EditSet.of(length, list);
};

test("edits are applied in the order of the text, whatever order they were given in", () => {
  const { length, edits: list } = edits("3 +ab 3 -2+c 2");
  expect(EditSet.of(length, list.toReversed()).apply("0123456789")).toBe("012ab345c89");
});

test("a set is drawn as what it keeps, deletes and inserts", () => {
  expect(String(set("3 +ab 3 -2+c 2"))).toBe("3 +2 3 -2+1 2");
  expect(String(EditSet.of(4, []))).toBe("4");
});

test("overlapping edits are a conflict that names both", () => {
  const a = { from: 1, to: 4, insert: "", origin: "one" };
  const b = { from: 3, to: 5, insert: "x", origin: "two" };
  expect(() => EditSet.of(9, [b, a])).toThrow(ConflictError);
  expect(() => EditSet.of(9, [b, a])).toThrow("the edits of one and two touch the same place (3)");
});

test("two insertions at one point are a conflict, because their order would decide", () => {
  const at = { from: 2, to: 2, insert: "x" };
  expect(() =>
    EditSet.of(9, [
      { ...at, origin: "a" },
      { ...at, origin: "b" },
    ]),
  ).toThrow(ConflictError);
});

test("an insertion right before or after a replacement is no conflict", () => {
  expect(set("2 +x -3+y 4").apply("012345678")).toBe("01xy5678");
  expect(set("2 -3+y +x 4").apply("012345678")).toBe("01yx5678");
});

test("an edit outside the text is refused with both numbers", () => {
  expect(() => EditSet.of(4, [{ from: 2, to: 5, insert: "", origin: "a" }])).toThrow(
    "Invalid edit range 2 to 5 (in a text of length 4)",
  );
});

test("a set meets only a text of its own length", () => {
  expect(() => set("3").apply("four")).toThrow("length 3 met one of length 4");
});

/** A text and a conflict-free set for it. */
const textAndSet = fc
  .tuple(
    fc.string({ unit: "binary", maxLength: 60 }),
    fc.array(fc.tuple(fc.nat(9), fc.nat(4), fc.string({ maxLength: 5 }))),
  )
  .map(([text, steps]) => {
    const list: Edit[] = [];
    let at = 0;
    for (const [skip, remove, insert] of steps) {
      const from = at + skip + 1;
      const to = from + remove;
      if (to > text.length) break;
      list.push({ from, to, insert, origin: "random" });
      at = to;
    }
    return { text, set: EditSet.of(text.length, list) };
  });

test("law: inverting takes the edited text back, and inverting twice is the same edit", () => {
  fc.assert(
    fc.property(textAndSet, ({ text, set }) => {
      const edited = set.apply(text);
      const inverse = set.invert(text);
      expect(inverse.apply(edited)).toBe(text);
      expect(inverse.invert(edited).apply(text)).toBe(edited);
    }),
    { seed: 1, numRuns: 2000 },
  );
});

test("law: what lies outside the edits is kept unit by unit", () => {
  fc.assert(
    fc.property(textAndSet, ({ text, set }) => {
      const kept = set.edits.reduceRight((rest, { from, to }) => rest.slice(0, from) + rest.slice(to), text);
      const inserted = set.edits.reduce((sum, { insert }) => sum + insert.length, 0);
      expect(set.apply(text).length).toBe(kept.length + inserted);
    }),
    { seed: 2, numRuns: 500 },
  );
});
