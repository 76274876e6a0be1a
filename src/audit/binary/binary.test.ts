import { expect, it } from "vitest";
import { readBinary } from "./binary.ts";
import { elfFile } from "./elf.testing.ts";
import { link, type TestProgram } from "./program.testing.ts";

const program: TestProgram = {
  functions: {
    "main.main": {
      code: "55 e8 @main.f 5d c3",
      args: 8,
      pcsp: [
        [1, 0],
        [7, 8],
        [8, 0],
      ],
      flag: 1,
    },
    "main.f": { code: "c3", args: -0x80000000 },
  },
  settings: "path\tmain\nbuild\tGOOS=linux\nbuild\t-trimpath=true\n",
};

const described = (bytes: Buffer): string[] =>
  readBinary(bytes, "the tool").functions.map(
    ({ name, size, frame, args, funcId, funcFlag }) =>
      `${name} size ${size} frame ${frame} args ${args} id ${funcId} flag ${funcFlag}`,
  );

const functions = [
  "main.main size 8 frame 8 args 8 id 0 flag 1",
  "main.f size 1 frame 0 args undefined id 0 flag 0",
];

it("reads every function with its size but for padding, its frame and arguments", () => {
  expect(described(link(program))).toEqual(functions);
});

it("reads them in a stripped binary", () => {
  expect(described(link({ ...program, stripped: true }))).toEqual(functions);
});

it("reads the table as go1.19 writes it", () => {
  expect(described(link({ ...program, old: true }))).toEqual(functions);
});

it("counts PCs in words on arm64", () => {
  const arm: TestProgram = {
    goarch: "arm64",
    functions: {
      "main.main": {
        code: "bl@main.main c0 03 5f d6",
        pcsp: [
          [4, 0],
          [8, 16],
        ],
      },
    },
  };
  expect(described(link(arm))).toEqual(["main.main size 8 frame 16 args 0 id 0 flag 0"]);
});

it("says which release and platform the binary names, and its build ID", () => {
  const { identity, settings } = readBinary(link(program), "the tool");
  expect(identity).toMatchObject({
    buildId: "test/build/id",
    goVersion: "go1.26.8",
    goos: "linux",
    goarch: "amd64",
    functions: 2,
  });
  expect([...settings]).toEqual([
    ["GOOS", "linux"],
    ["-trimpath", "true"],
  ]);
});

it("takes the full name of an instance from the symbols where the table shortens it", () => {
  const bytes = link({ functions: { "main.f[go.shape.int]": "c3", "main.g": "c3" } });
  const at = bytes.indexOf("main.f[go.shape.int]\0main.g");
  bytes.write("main.f[...]\0", at);
  expect(readBinary(bytes, "the tool").functions[0]?.name).toBe("main.f[go.shape.int]");
});

it.each([
  ["no ELF file", Buffer.from("#!/bin/sh\n".padEnd(80))],
  [
    "a program that is not Go's",
    elfFile(62, [{ name: ".text", address: 0x1000, data: Buffer.from([0xc3]) }]),
  ],
  ["a file that is cut off", link(program).subarray(0, 600)],
  [
    "a table that is damaged",
    elfFile(62, [
      { name: ".text", address: 0x1000, data: Buffer.from([0xc3]) },
      { name: ".gopclntab", address: 0x2000, data: Buffer.from([1, 2, 3]) },
    ]),
  ],
])("says which file it is when it gets %s", (_, bytes) => {
  expect(() => readBinary(bytes, "the stock tool")).toThrow(
    /^the stock tool cannot be read as a linked Go program: /,
  );
});
