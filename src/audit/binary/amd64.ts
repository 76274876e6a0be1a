import { i32 } from "../object/bytes.ts";
import { immediates } from "./amd64-operand.ts";
import type { Field, FieldAt } from "./code.ts";
import type { LinkedFunction } from "./pclntab.ts";
import type { SameTarget, TargetVerdict } from "./target.ts";

/**
 * The low bytes of a field may be equal by chance, so it may begin up to three bytes before the first that differs; it
 * is one only behind an opcode that has such an operand.
 */
export const amd64Field: FieldAt = (before, after, at, same) => {
  let first: Field | undefined;
  for (let from = Math.min(at, before.size - 4); from >= Math.max(0, at - 3); from--) {
    const found = fieldFrom(before, after, from, same);
    if (found === "same-name" || found === "same-content") return { verdict: "same", end: from + 4 };
    if (found !== "nowhere") first ??= { verdict: found, end: from + 4 };
  }
  return first ?? { verdict: "different", end: at + 1 };
};

/** As it is by the length of the instruction that says most; code that only looks like another opcode says nothing. */
function fieldFrom(
  before: LinkedFunction,
  after: LinkedFunction,
  from: number,
  same: SameTarget,
): TargetVerdict {
  let most: TargetVerdict = "nowhere";
  for (const bytes of immediates(before.code, from)) {
    const end = from + 4 + bytes;
    if (end > before.size) continue;
    const verdict = same(target(before, from, end), target(after, from, end));
    if (rank[verdict] > rank[most]) most = verdict;
  }
  return most;
}

const target = ({ entry, code }: LinkedFunction, from: number, end: number): number =>
  entry + end + i32(code, from);

const rank: Readonly<Record<TargetVerdict, number>> = {
  "same-name": 4,
  "same-content": 3,
  unknown: 2,
  different: 1,
  nowhere: 0,
};
