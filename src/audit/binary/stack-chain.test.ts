import { expect, it } from "vitest";
import { type TestFunction, unlinked } from "./program.testing.ts";
import { deepestChain } from "./stack-chain.ts";

const amd64 = { callSize: 8, quantum: 1 };

/** NOSPLIT functions with one call each, at which SP is `delta` bytes below its value at the entry. */
const calling = (delta: number, callee: string): TestFunction => ({
  code: `e8 @${callee} c3`,
  nosplit: true,
  pcsp: [
    [5, delta],
    [6, 0],
  ],
});

const deepest = (functions: Record<string, TestFunction>): string => {
  const { bytes, functions: chain } = deepestChain(unlinked({ functions }), amd64);
  return `${bytes}: ${chain.join(" ")}`;
};

it("adds up frames and return addresses along a chain", () => {
  const leaf = { code: "90", nosplit: true, pcsp: [[1, 32]] as const };
  expect(deepest({ a: calling(16, "b"), b: calling(8, "c"), c: leaf })).toBe("72: a b c");
});

it("ends a chain at a function that checks its stack, which needs a call of morestack", () => {
  expect(deepest({ a: calling(16, "b"), b: { ...calling(60, "c"), nosplit: false } })).toBe("32: a b");
});

it("takes SP where the call is, not the whole frame", () => {
  const late = {
    code: "e8 @b 90 90 c3",
    nosplit: true,
    pcsp: [
      [5, 8],
      [8, 24],
    ] as const,
  };
  expect(deepest({ a: late, b: { code: "90", nosplit: true } })).toBe("24: a");
});

it("counts nothing below morestack, which switches to the stack of the thread", () => {
  const huge = { code: "90", nosplit: true, pcsp: [[1, 60]] as const };
  expect(deepest({ a: calling(16, "runtime.morestack<0>"), "runtime.morestack<0>": huge })).toBe("24: a");
});

it("finds no end of a function that calls itself without checking the stack", () => {
  expect(deepest({ a: calling(16, "b"), b: calling(16, "a") })).toMatch(/^Infinity: a b/);
});

it("takes closures and methods for functions that check the stack", () => {
  const [one] = unlinked({ functions: { a: calling(16, "b") } });
  const chain = deepestChain([{ ...one!, calls: [{ offset: 1, target: undefined }] }], amd64);
  expect(chain.bytes).toBe(16 + 8 + 8);
});
