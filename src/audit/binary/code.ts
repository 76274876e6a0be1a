import { arm64Target } from "./arm64.ts";
import type { LinkedFunction } from "./pclntab.ts";
import type { SameTarget, Verdict } from "./target.ts";

/** Compares the code of one function in two binaries; code that moved is the same if it refers to the same things. */
export type CompareCode = (before: LinkedFunction, after: LinkedFunction, same: SameTarget) => Verdict;

/** What became of one field of an instruction, and where to go on. */
interface Field {
  readonly verdict: Verdict;
  readonly end: number;
}

/** For other architectures: only equal bytes are the same, the rest is not known. */
const byBytes: CompareCode = (before, after) => (before.size === after.size ? "unknown" : "different");

/** The first look at two functions whose bytes are not equal, by GOARCH. */
export function compareCode(goarch: string): CompareCode {
  const fields: Readonly<Record<string, typeof amd64Field>> = { amd64: amd64Field, arm64: arm64Field };
  const fieldAt = fields[goarch];
  return fieldAt ? (before, after, same) => byFields(before, after, same, fieldAt) : byBytes;
}

function byFields(
  before: LinkedFunction,
  after: LinkedFunction,
  same: SameTarget,
  fieldAt: typeof amd64Field,
): Verdict {
  if (before.size !== after.size) return "different";
  let verdict: Verdict = "same";
  for (let at = difference(before, after, 0); at < before.size; ) {
    const field = fieldAt(before, after, at, same);
    if (field.verdict === "different") return "different";
    if (field.verdict === "unknown") verdict = "unknown";
    at = difference(before, after, field.end);
  }
  return verdict;
}

/** The first byte from `at` on that differs. */
function difference({ code }: LinkedFunction, after: LinkedFunction, at: number): number {
  while (at < code.length && code[at] === after.code[at]) at++;
  return at;
}

/** Bytes of an immediate operand that may stand between a PC-relative field and the end of its instruction. */
const immediates = [0, 4, 1, 2];

/** A 32-bit PC-relative field around the byte `at`. Its low bytes may be equal by chance, so it may begin before. */
function amd64Field(before: LinkedFunction, after: LinkedFunction, at: number, same: SameTarget): Field {
  let best: Field = { verdict: "different", end: at + 1 };
  for (let from = Math.min(at, before.size - 4); from >= Math.max(0, at - 3); from--) {
    for (const immediate of immediates) {
      const end = from + 4 + immediate;
      const a = before.entry + end + before.code.readInt32LE(from);
      const b = after.entry + end + after.code.readInt32LE(from);
      const verdict = same(a, b);
      if (verdict === "same") return { verdict, end: from + 4 };
      if (verdict === "unknown") best = { verdict, end: from + 4 };
    }
  }
  return best;
}

/** A branch, or an ADRP with the instruction after it that adds the low 12 bits. */
function arm64Field(before: LinkedFunction, after: LinkedFunction, at: number, same: SameTarget): Field {
  const instruction = at & ~3;
  for (const from of [instruction, instruction - 4]) {
    const [a, b] = [arm64Target(before, from), arm64Target(after, from)];
    if (!a || !b || a.kept !== b.kept || from + a.length <= at) continue;
    return { verdict: same(a.address, b.address), end: from + a.length };
  }
  return { verdict: "different", end: instruction + 4 };
}
