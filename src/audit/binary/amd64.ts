import type { FieldAt } from "./code.ts";
import type { LinkedFunction } from "./pclntab.ts";
import type { SameTarget, TargetVerdict } from "./target.ts";

/** Bytes of an immediate operand that may stand between a PC-relative field and the end of its instruction. */
const immediates = [4, 1, 2];

/**
 * Without a disassembler it is not known where the 32-bit field begins: its low bytes may be equal by chance, so it may
 * begin up to three bytes before the first that differs. A wrong beginning gives an address that is nowhere.
 */
export const amd64Field: FieldAt = (before, after, at, same) => {
  let verdict: "unknown" | "different" | undefined;
  for (let from = Math.min(at, before.size - 4); from >= Math.max(0, at - 3); from--) {
    const found = fieldFrom(before, after, from, same);
    if (found === "same-name" || found === "same-content") return { verdict: "same", end: from + 4 };
    if (found !== "nowhere") verdict ??= found;
  }
  return { verdict: verdict ?? "different", end: at + 4 };
};

/** With an immediate only names prove something: a few bytes further there may be other data that looks the same. */
function fieldFrom(
  before: LinkedFunction,
  after: LinkedFunction,
  from: number,
  same: SameTarget,
): TargetVerdict {
  const a = before.entry + from + 4 + before.code.readInt32LE(from);
  const b = after.entry + from + 4 + after.code.readInt32LE(from);
  const verdict = same(a, b);
  if (verdict === "same-name" || verdict === "same-content") return verdict;
  const further = immediates.map((bytes) => same(a + bytes, b + bytes));
  if (further.includes("same-name")) return "same-name";
  const isData = further.some((one) => one === "same-content" || one === "unknown");
  return verdict === "nowhere" && isData ? "unknown" : verdict;
}
