import { expect, it } from "vitest";
import { readBinary } from "./binary.ts";
import type { LinkCheck } from "./comparison.ts";
import { checkLink } from "./link.ts";
import { link, type TestProgram, unlinked } from "./program.testing.ts";

const program: TestProgram = {
  functions: {
    "main.main": {
      code: "e8 @main.f 48 8d 05 @main.x c3",
      args: 8,
      pcsp: [
        [12, 8],
        [13, 0],
      ],
    },
    "main.f": "90 c3",
  },
  data: { "main.x": "01" },
};

/** Links one program and holds it against the objects of another. */
function checked(linked: TestProgram, objects: TestProgram = linked): LinkCheck {
  return checkLink(readBinary(link(linked), "the tool"), unlinked(objects));
}

const withMain = (main: TestProgram["functions"][string]): TestProgram => ({
  ...program,
  functions: { ...program.functions, "main.main": main },
});

it("ties every function to its object, whatever the linker filled in", () => {
  expect(checked(program)).toMatchObject({ tied: 2, untied: [], tables: [] });
});

it.each([
  ["90", "differs from its object at byte 12"],
  ["c3 c3", "bytes follow it that are no padding"],
])("says how code that ends in %s is not that of the object", (end, why) => {
  const changed = withMain({
    code: `e8 @main.f 48 8d 05 @main.x ${end}`,
    args: 8,
    pcsp: [
      [12, 8],
      [13, 0],
    ],
  });
  expect(checked(changed, program)).toMatchObject({ tied: 1, untied: [{ name: "main.main", why }] });
});

it("says that the code is longer than that of the object", () => {
  const changed = { functions: { ...program.functions, "main.f": "90 90 c3" }, data: program.data! };
  expect(checked(changed, program).untied).toEqual([
    { name: "main.f", why: "3 bytes in the binary, 2 in the object" },
  ]);
});

it("says whose copy of a function was linked", () => {
  const copies = [
    ...unlinked({ functions: { "main.f": "c3" } }, "a"),
    ...unlinked(program, "b"),
    ...unlinked(program, "c"),
  ];
  const { origins } = checkLink(readBinary(link(program), "the tool"), copies);
  expect(Object.fromEntries(origins)).toEqual({ "main.main": "b", "main.f": "b" });
});

it("says that no object holds a function", () => {
  expect(checked(program, { functions: { "main.main": program.functions["main.main"]! } }).untied).toEqual([
    { name: "main.f", why: "no object holds a function of this name" },
  ]);
});

it("compares what the runtime knows of frame and arguments with the object", () => {
  const changed = withMain({ code: "e8 @main.f 48 8d 05 @main.x c3", args: 16, pcsp: [[13, 8]] });
  expect(checked(changed, program).tables).toEqual([
    { name: "main.main", table: "pcsp" },
    { name: "main.main", table: "args" },
  ]);
});

it("needs only one of the objects that hold a name to fit", () => {
  const other = unlinked({ functions: { "main.f": "91 c3" } });
  const binary = readBinary(link(program), "the tool");
  expect(checkLink(binary, [...other, ...unlinked(program)]).untied).toEqual([]);
});

it("finds the object of an instance whose name .gopclntab shortens", () => {
  const functions = { "main.f[go.shape.[]int]": "90 c3" };
  const short = { functions: { "main.f[...]": "90 c3" } };
  expect(checked(short, { functions }).untied).toEqual([]);
});

it("leaves markers of the linker alone, which are nothing but padding", () => {
  const marked = { ...program, functions: { "go:textfipsstart": "cc cc", ...program.functions } };
  expect(checked(marked, program)).toMatchObject({ tied: 2, untied: [] });
});

it("finds the deepest chain of functions that do not check the stack, among those that are linked", () => {
  const leaf = {
    code: "90 c3",
    nosplit: true,
    pcsp: [
      [1, 40],
      [2, 0],
    ] as const,
  };
  const chain = {
    functions: {
      "main.main": {
        code: "e8 @main.leaf c3",
        nosplit: true,
        pcsp: [
          [5, 16],
          [6, 0],
        ] as const,
      },
      "main.leaf": leaf,
    },
  };
  const objects = [
    ...unlinked(chain),
    ...unlinked({ functions: { "main.dropped": { ...leaf, pcsp: [[2, 60]] } } }),
  ];
  expect(checkLink(readBinary(link(chain), "the tool"), objects).deepest).toEqual({
    bytes: 16 + 8 + 40,
    functions: ["main.main", "main.leaf"],
  });
});
