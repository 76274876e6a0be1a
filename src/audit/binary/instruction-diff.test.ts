import { expect, it } from "vitest";
import { diffInstructions } from "./instruction-diff.ts";
import type { Instruction } from "./listing.ts";

/** One instruction a word, at PC 0, 1, 2, …; `JMP>3` goes to the fourth. */
const code = (text: string): Instruction[] =>
  text.split(" ").map((word, pc) => {
    const [name = "", target] = word.split(">");
    return {
      source: "x.go:1",
      pc,
      text: target ? `${name} ` : name,
      target: target ? Number(target) : undefined,
    };
  });

const signs = { same: " ", removed: "-", added: "+" };

const diff = (before: string, after: string): string[] =>
  diffInstructions(code(before), code(after)).lines.map(({ kind, text }) => signs[kind] + text);

it("shows an insertion as what was inserted, although all later jumps have other targets", () => {
  expect(diff("CMP JBE>4 JMP>3 CALL RET", "CMP JBE>5 JMP>4 HOOK CALL RET")).toEqual([
    " CMP",
    " JBE +0x5",
    " JMP +0x4",
    "+HOOK",
    " CALL",
    " RET",
  ]);
});

it("shows a jump that goes to another place", () => {
  expect(diff("JBE>1 CALL RET", "JBE>2 CALL RET")).toEqual(["-JBE +0x1", "+JBE +0x2", " CALL", " RET"]);
});

it("shows a jump that now goes to what was inserted", () => {
  expect(diff("JBE>1 RET", "JBE>1 HOOK RET")).toEqual(["-JBE +0x1", "+JBE +0x1", "+HOOK", " RET"]);
});

it("keeps a jump to an instruction that is itself exchanged", () => {
  expect(diff("JBE>1 SUB8 RET", "JBE>1 SUB16 RET")).toEqual([" JBE +0x1", "-SUB8", "+SUB16", " RET"]);
});

it("shows only the neighbourhood of differences in a long function, and says how much is left out", () => {
  const words = Array.from({ length: 500 }, (_, i) => `I${i}`);
  const { complete, lines } = diffInstructions(
    code(words.join(" ")),
    code(words.toSpliced(250, 0, "HOOK").join(" ")),
  );
  expect(complete).toBe(false);
  expect([lines[0]?.text, lines[1]?.text, lines.at(-2)?.text, lines.at(-1)?.text]).toEqual([
    "… 244 instructions …",
    "I244",
    "I255",
    "… 244 instructions …",
  ]);
});

it("exchanges all of what has nothing in common", () => {
  const words = (letter: string): string => Array.from({ length: 2100 }, (_, i) => `${letter}${i}`).join(" ");
  const { lines } = diffInstructions(code(words("A")), code(words("B")));
  expect([lines.length, lines[0]?.kind, lines.at(-1)?.kind]).toEqual([4200, "removed", "added"]);
});
