import { expect, it } from "vitest";
import { sameExports } from "./exports.ts";

/** What an element holds: text of a string, or references (section, number) and numbers; all below 128. */
type TestElement =
  | string
  | { readonly references?: readonly (readonly [number, number])[]; readonly numbers?: number[] };

const [text, meta, base, pkg, name, type, object, extension, dictionary, body] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
] as const;

/** Export data of unified IR with these elements, by section. */
function unified(sections: Readonly<Record<number, readonly TestElement[]>>, start = "u"): Buffer {
  const lists = Array.from({ length: 10 }, (_, section) => (sections[section] ?? []).map(encoded));
  let count = 0;
  const sectionEnds = lists.map((list) => {
    count += list.length;
    return count;
  });
  let length = 0;
  const ends = lists.flat().map((bytes) => {
    length += bytes.length;
    return length;
  });
  const head = Uint32Array.from([1, 0, ...sectionEnds, ...ends]);
  return Buffer.concat([
    Buffer.from(`\n$$B\n${start}`),
    Buffer.from(head.buffer),
    ...lists.flat(),
    Buffer.alloc(8),
  ]);
}

function encoded(element: TestElement): Buffer {
  if (typeof element === "string") return Buffer.from(element);
  const { references = [], numbers = [] } = element;
  return Buffer.from([references.length, ...references.flat(), ...numbers]);
}

/**
 * A package that exports a function with a body, in line 10 of its file, and a constant, and imports others. `types`: the
 * kind of the function's type, and if its body and the constant refer to another element, the kind there.
 */
function exporting({
  symbol = 40,
  line = 10,
  more = [] as string[],
  lineBase = [] as number[],
  value = 7,
  types = [18],
  constant = 3,
} = {}): Buffer {
  const strings = ["p", "f.go", "F", "C", ...more];
  const second = [type, types.length - 1] as const;
  return unified({
    [text]: strings,
    [meta]: [
      {
        references: [
          [pkg, 0],
          [object, 0],
          [object, 1],
        ],
        numbers: [0, 2, 1, 2],
      },
      { numbers: [0] },
    ],
    [base]: [{ references: [[text, 1]], numbers: lineBase.length === 0 ? [0, 1] : [0, 0, ...lineBase] }],
    [pkg]: [
      { references: [[text, 0], ...more.map((_, i) => [pkg, i + 1] as const)], numbers: [0, more.length] },
      ...more.map((_, i) => ({ references: [[text, i + 4] as const], numbers: [0, 0] })),
    ],
    [name]: [2, 3].map((index) => ({
      references: [
        [pkg, 0],
        [text, index],
      ],
      numbers: [0, 1],
    })),
    [type]: types.map((kind) => ({ numbers: [0, kind] })),
    [object]: [
      {
        references: [
          [base, 0],
          [type, 0],
        ],
        numbers: [1, 0, line, 6, 1],
      },
      { references: [second], numbers: [0, constant] },
    ],
    [extension]: [{ references: [[body, 0]], numbers: [0, symbol, 1, 9] }, {}],
    [dictionary]: [{ numbers: [0] }, { numbers: [0] }],
    [body]: [{ references: [[base, 0], second], numbers: [1, 0, line + 1, 2, 1, value] }],
  });
}

it("takes packages that import more, and number their symbols anew, for the same", () => {
  expect(sameExports(exporting(), exporting())).toBe(true);
  expect(sameExports(exporting(), exporting({ more: ["hook", "os"] }))).toBe(true);
  expect(sameExports(exporting(), exporting({ symbol: 42 }))).toBe(true);
});

it("takes a line that //line moved for the same, and one that moved otherwise for another", () => {
  // Line 13 begins a base (known, base, line, column) that counts from 10 (line, column).
  const lineBase = [1, 0, 13, 1, 10, 1];
  expect(sameExports(exporting(), exporting({ line: 13, lineBase }))).toBe(true);
  expect(sameExports(exporting(), exporting({ line: 12, lineBase }))).toBe(false);
  expect(sameExports(exporting(), exporting({ line: 13 }))).toBe(false);
});

it("takes one element for the same as its copies, of which there is one for each import that it was read from", () => {
  expect(sameExports(exporting(), exporting({ types: [18, 18] }))).toBe(true);
  expect(sameExports(exporting({ types: [18, 18] }), exporting())).toBe(true);
});

it("sees another signature, body and constant beside copies, and a copy that is none", () => {
  const types = [18, 18];
  expect(sameExports(exporting(), exporting({ types: [17, 18] }))).toBe(false);
  expect(sameExports(exporting(), exporting({ types: [18, 17] }))).toBe(false);
  expect(sameExports(exporting({ types: [18, 17] }), exporting())).toBe(false);
  expect(sameExports(exporting(), exporting({ types, value: 8 }))).toBe(false);
  expect(sameExports(exporting(), exporting({ types, constant: 4 }))).toBe(false);
});

it("sees another body, another flag, and another string", () => {
  expect(sameExports(exporting(), exporting({ value: 8 }))).toBe(false);
  expect(sameExports(exporting({ symbol: 0 }), exporting({ symbol: 2 }))).toBe(false);
  const renamed = Buffer.from(exporting().toString("latin1").replace("f.go", "g.go"), "latin1");
  expect(sameExports(exporting(), renamed)).toBe(false);
});

it("says nothing of a format that it does not know", () => {
  expect(sameExports(unified({}, "i"), unified({ 0: ["x"] }, "i"))).toBeUndefined();
});
