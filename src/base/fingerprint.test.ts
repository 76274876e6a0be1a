import { expect, it } from "vitest";
import { dirHash1, sha256 } from "./fingerprint.ts";

it("hashes a folder as `sha256sum` over its sorted files does, whatever their order", () => {
  // printf 'package a\n' >a.go; mkdir b; printf 'package b\n' >b/b.go; then the command in the comment of dirHash1.
  const files: [string, string][] = [
    ["b/b.go", sha256("package b\n")],
    ["a.go", sha256("package a\n")],
  ];
  expect(dirHash1(files)).toBe("e5e4b0e154f190625fe75fa4b7fad4f9a4ce56792e92bcb7c7b87cca04d242d7");
  expect(dirHash1(files.reverse())).toBe("e5e4b0e154f190625fe75fa4b7fad4f9a4ce56792e92bcb7c7b87cca04d242d7");
});

it("refuses a name with a newline, which would hash as two files do", () => {
  const [a, b] = [sha256("a"), sha256("b")];
  expect(() => dirHash1([[`A\n${b}  B`, a]])).toThrow(/a file's name holds a newline: "A\\n/);
  expect(
    dirHash1([
      ["A", a],
      ["B", b],
    ]),
  ).toBe(sha256(`${a}  A\n${b}  B\n`));
});
