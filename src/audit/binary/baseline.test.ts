import { expect, it } from "vitest";
import { baseline } from "./baseline.ts";
import { type GoBinary, readBinary } from "./binary.ts";
import { link, type TestProgram } from "./program.testing.ts";

const program: TestProgram = { functions: { "main.main": "90 c3" }, data: { "main.x": "01" } };
const linked = (changes: Partial<TestProgram> = {}): GoBinary =>
  readBinary(link({ ...program, ...changes }), "the tool");

it("knows the same bytes", () => {
  expect(baseline(linked(), linked())).toEqual({ kind: "same-bytes" });
});

it("knows the same code in a tool whose symbols were stripped", () => {
  expect(baseline(linked(), linked({ stripped: true }))).toEqual({
    kind: "same-code",
    sections: [".symtab", ".strtab", ".shstrtab"],
  });
});

it("names what differs, first what is loaded", () => {
  const other = linked({ functions: { "main.main": "91 c3" }, stripped: true });
  expect(baseline(linked(), other)).toEqual({
    kind: "different",
    sections: [".text", ".symtab", ".strtab", ".shstrtab"],
  });
});
