import { expect, it } from "vitest";
import { type Cursor, loadEngine } from "./engine.ts";

const wasm = await loadEngine("wasm");

it("reads kinds, ranges and fields through the cursor", () => {
  const seen: unknown[] = [];
  wasm.parse("package p", (cursor) => {
    seen.push([cursor.nodeType, cursor.startIndex, cursor.endIndex, cursor.nodeIsNamed]);
    cursor.gotoFirstChild();
    cursor.gotoFirstChild();
    seen.push([cursor.nodeType, cursor.nodeIsNamed, cursor.gotoNextSibling(), cursor.nodeType]);
  });
  expect(seen).toEqual([
    ["source_file", 0, 9, true],
    ["package", false, true, "package_identifier"],
  ]);
});

it("says of a whole text whether it has an error", () => {
  const broken = (text: string): boolean => wasm.parse(text, (cursor: Cursor) => cursor.currentNode.hasError);
  expect(broken("package p\n\nfunc f() {}\n")).toBe(false);
  expect(broken("package p\n\nfunc f( {}\n")).toBe(true);
  expect(broken("package p\n\nfunc f() { g(1 }\n"), "a missing token alone").toBe(true);
});

it("goes on with the next text after a reader that threw", () => {
  const throws = (): never => {
    throw new Error("reader");
  };
  expect(() => wasm.parse("package p", throws)).toThrow("reader");
  expect(wasm.parse("package p", (cursor) => cursor.nodeType)).toBe("source_file");
});

it("reads a text longer than 32767 units", () => {
  const text = `package p\n\n${"var x = 1\n".repeat(5_000)}`;
  expect(wasm.parse(text, (cursor) => [cursor.endIndex, cursor.currentNode.hasError])).toEqual([
    text.length,
    false,
  ]);
});

it("frees each tree: the memory of 500 files in a loop is that of a few", () => {
  const text = `package p\n\n${"func f(a, b int) (int, error) { return g(a+b*2, 'x'), nil }\n".repeat(200)}`;
  const parse = (): number => wasm.parse(text, (cursor) => cursor.endIndex);
  parse();
  const before = process.memoryUsage().rss;
  for (let i = 0; i < 500; i++) parse();
  expect(process.memoryUsage().rss - before).toBeLessThan(50e6);
}, 60_000);

it("is loaded once, also by two who ask at the same time", async () => {
  const [one, other] = await Promise.all([loadEngine("wasm"), loadEngine("wasm")]);
  expect(one).toBe(wasm);
  expect(other).toBe(wasm);
});
