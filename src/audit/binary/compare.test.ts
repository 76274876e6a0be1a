import { expect, it } from "vitest";
import { readBinary } from "./binary.ts";
import { compareBinaries, type FirstLook } from "./compare.ts";
import { link, type TestProgram } from "./program.testing.ts";

function compared(stock: TestProgram, instrumented: TestProgram): FirstLook {
  return compareBinaries(readBinary(link(stock), "stock"), readBinary(link(instrumented), "instrumented"));
}

const changes = ({ changed }: FirstLook): string[] =>
  changed.map(({ before, facts }) => `${before.name}: ${facts.join(" ")}`);

/** All code moves when a function comes first. */
const hook = { "hook.Start": "90 90 90 90 90 90 90 90 90 90 90 90 90 90 90 90 90 c3" };

const stock: TestProgram = {
  functions: {
    "main.main": "e8 @main.f e8 @main.g 48 8d 05 @main.x c3",
    "main.f": "48 8d 05 @_text c3",
    "main.g": "c7 05 @main.x:4 01 00 00 00 c3",
  },
  data: { "main.x": "01 02 03 04", _text: `${"41 42 43 44 ".repeat(8)}45`, "main.y": "01 02 03 04" },
};

it("finds nothing in a binary and itself", () => {
  expect(compared(stock, stock)).toMatchObject({ compared: 3, undecided: [], changed: [] });
});

it("compares neither code nor data of tools of two releases or platforms, and says why", () => {
  const [before, after] = [readBinary(link(stock), "stock"), readBinary(link({ functions: hook }), "other")];
  const { goVersion, goos, goarch } = before.identity;
  const other = { ...after, identity: { ...after.identity, goVersion: "go1.99.1" } };
  expect(compareBinaries(before, other)).toMatchObject({
    unlike: `one tool is of ${goVersion} ${goos} ${goarch}, the other of go1.99.1 ${goos} ${goarch}`,
    ...{ compared: 0, changed: [], added: [], removed: [] },
  });
  expect(compareBinaries(before, after)).toMatchObject({ unlike: undefined, compared: 0 });
  expect(compareBinaries(before, after).removed).toHaveLength(3);
});

it("takes code that moved for the same, and names what came with it", () => {
  const look = compared(stock, {
    functions: { ...hook, ...stock.functions },
    data: { "hook.x": "00", ...stock.data },
  });
  expect(changes(look)).toEqual([]);
  expect(look).toMatchObject({ compared: 3, undecided: [] });
  expect(look.added.map(({ name }) => name)).toEqual(["hook.Start"]);
});

it.each([
  ["another function is called", "e8 @main.g e8 @main.g 48 8d 05 @main.x c3"],
  ["another variable is used", "e8 @main.f e8 @main.g 48 8d 05 @main.y c3"],
  ["an instruction is another", "e9 @main.f e8 @main.g 48 8d 05 @main.x c3"],
  ["there is more code", "90 e8 @main.f e8 @main.g 48 8d 05 @main.x c3"],
])("sees that %s although all code moved", (_, code) => {
  const functions = { ...hook, ...stock.functions, "main.main": code };
  expect(changes(compared(stock, { ...stock, functions }))[0]).toMatch(/^main\.main: code/);
});

it("does not call code changed that refers to data without a name, but names it as undecided", () => {
  const other = { ...stock.data, _text: `${"61 62 63 64 ".repeat(8)}65` };
  const look = compared(stock, { functions: { ...hook, ...stock.functions }, data: other });
  expect(changes(look)).toEqual([]);
  expect(look).toMatchObject({ compared: 3, undecided: ["main.f"] });
});

it.each([
  ["a condition is turned round next to a call that moved", "74 00 e8 @main.f c3", "75 00 e8 @main.f c3"],
  ["an opcode before a field is none that has one", "48 8d 05 @main.x c3", "48 8d 04 @main.x c3"],
  ["the immediate behind a field is another", "80 3d @main.x:1 01 c3", "80 3d @main.x:1 02 c3"],
])("sees that %s", (_, before, after) => {
  const other = { ...hook, ...stock.functions, "main.main": after };
  const first = { ...stock, functions: { ...stock.functions, "main.main": before } };
  expect(changes(compared(first, { ...stock, functions: other }))).toEqual(["main.main: code"]);
});

it("explains nothing away where nothing moved: there a reference to unnamed data is other data", () => {
  const bytes = link(stock);
  bytes.writeUInt8(bytes.readUInt8(codeOfF(bytes)) + 1, codeOfF(bytes));
  const look = compareBinaries(readBinary(link(stock), "stock"), readBinary(bytes, "instrumented"));
  expect(changes(look)).toEqual(["main.f: code"]);
});

/** The low byte of the address of `_text`, which main.f loads behind the code of main.main. */
const codeOfF = (bytes: Buffer): number => bytes.indexOf(Buffer.from("488d05", "hex"), 64 + 24) + 3;

it("decides nothing by names that only one of the two has", () => {
  const functions = { ...hook, ...stock.functions };
  const data = { ...stock.data, "main.x": "01 02 03 05" };
  const look = compared(stock, { functions, data, stripped: true });
  expect(changes(look)).toEqual([]);
  expect(look.undecided).toEqual(["main.g", "main.main"]);
});

it("pairs instances that a stripped binary of go1.19 shortens the names of", () => {
  const shortened = link({ functions: { "main.f[go.shape.int]": "c3", "main.g": "c3" }, stripped: true });
  shortened.write("main.f[...]\0", shortened.indexOf("main.f[go.shape.int]\0main.g"));
  const full = readBinary(link({ functions: { "main.f[go.shape.int]": "c3", "main.g": "c3" } }), "stock");
  expect(compareBinaries(full, readBinary(shortened, "instrumented"))).toMatchObject({
    compared: 2,
    removed: [],
  });
});

it("compares data where nothing moved, and says where it differs", () => {
  const look = compared(stock, { ...stock, data: { ...stock.data, "main.y": "01 02 04 05" } });
  expect(look.data).toMatchObject({
    sections: [".rodata", ".gopclntab", ".go.buildinfo"],
    different: [{ name: ".rodata", bytes: 2, first: 0x500042, symbol: "main.y" }],
  });
});

it("does not compare data that moved", () => {
  expect(compared(stock, { ...stock, functions: { ...hook, ...stock.functions } }).data).toBeUndefined();
});

it("knows where a tool begins to run, although that moved", () => {
  const functions = { ...hook, ...stock.functions };
  expect(compared(stock, { ...stock, functions, entry: "main.main" }).sameEntry).toBe(true);
  expect(compared(stock, { ...stock, functions }).sameEntry).toBe(false);
});

it("sees bytes between functions that are no padding", () => {
  const bytes = link(stock);
  bytes[bytes.indexOf(Buffer.from("c3cccc", "hex")) + 2] = 0x90;
  const look = compareBinaries(readBinary(link(stock), "stock"), readBinary(bytes, "instrumented"));
  expect(look.unpadded).toEqual(["main.main"]);
});

it("sees frame, arguments and flags in tables of equal code", () => {
  const tables = {
    code: "90 c3",
    args: 8,
    pcsp: [
      [1, 0],
      [2, 8],
    ] as const,
    flag: 1,
  };
  const look = compared({ functions: { "main.f": "90 c3" } }, { functions: { "main.f": tables } });
  expect(changes(look)).toEqual(["main.f: frame args pcsp flags"]);
});

it("pairs functions that share a name in their order", () => {
  const twice = (first: string): Buffer => {
    const bytes = link({ functions: { "main.f": first, "main.F": "c3" } });
    bytes.write("main.f\0main.f\0", bytes.indexOf("main.f\0main.F\0"));
    return bytes;
  };
  const look = compareBinaries(
    readBinary(twice("90 c3"), "stock"),
    readBinary(twice("91 c3"), "instrumented"),
  );
  expect(changes(look)).toEqual(["main.f: code"]);
  expect(look.compared).toBe(2);
});

it("names functions that are gone, and settings that differ", () => {
  const look = compared(
    { functions: { "main.f": "c3", "main.g": "c3" }, settings: "path\tmain\nbuild\t-pgo=default.pgo\n" },
    { functions: { "main.f": "c3" } },
  );
  expect(look.removed.map(({ name }) => name)).toEqual(["main.g"]);
  expect(look.settings).toEqual({
    compared: 1,
    different: [{ name: "-pgo", stock: "default.pgo", instrumented: undefined }],
  });
});

const arm: TestProgram = {
  goarch: "arm64",
  functions: {
    "main.main": "bl@main.f adrp@main.x c0 03 5f d6",
    "main.f": "c0 03 5f d6",
    "main.g": "c0 03 5f d6",
  },
  data: { "main.x": "01 02", "main.y": "01 02" },
};
const armHook = { "hook.Start": "1f 20 03 d5 ".repeat(5).trim() };

it("follows calls and page addresses on arm64", () => {
  const look = compared(arm, {
    ...arm,
    functions: { ...armHook, ...arm.functions },
    data: { "hook.x": "00", ...arm.data },
  });
  expect(changes(look)).toEqual([]);
  expect(look).toMatchObject({ compared: 3, undecided: [] });
});

it.each([
  ["another function is called", "bl@main.g adrp@main.x c0 03 5f d6"],
  ["another variable is used", "bl@main.f adrp@main.y c0 03 5f d6"],
  ["an instruction is another", "bl@main.f adrp@main.x c1 03 5f d6"],
])("sees on arm64 that %s", (_, code) => {
  const functions = { ...armHook, ...arm.functions, "main.main": code };
  expect(changes(compared(arm, { ...arm, functions }))).toEqual(["main.main: code"]);
});

it("does not take what follows a variable without bytes for what is referred to", () => {
  const functions = { "main.main": "48 8d 05 @main.none c3" };
  const [before, after] = [
    { "main.none": "", "main.x": "01" },
    { "main.none": "", "main.y": "02" },
  ];
  const look = compared({ functions, data: before }, { functions: { ...hook, ...functions }, data: after });
  expect(changes(look)).toEqual([]);
});
