import { amd64Field } from "./amd64.ts";
import { arm64Field } from "./arm64.ts";
import type { LinkedFunction } from "./pclntab.ts";
import type { SameTarget, Verdict } from "./target.ts";

/** Compares the code of one function in two binaries; code that moved is the same if it refers to the same things. */
export type CompareCode = (before: LinkedFunction, after: LinkedFunction, same: SameTarget) => Verdict;

/** What became of a field of an instruction, and where it ends. */
export interface Field {
  readonly verdict: Verdict;
  readonly end: number;
}

/** The field in which the byte `at` differs: it ends after that. */
export type FieldAt = (before: LinkedFunction, after: LinkedFunction, at: number, same: SameTarget) => Field;

const fields: Readonly<Record<string, FieldAt>> = { amd64: amd64Field, arm64: arm64Field };

/** For other architectures: only equal bytes are the same, the rest is not known. */
const byBytes: CompareCode = (before, after) => (before.size === after.size ? "unknown" : "different");

/** The first look at two functions whose bytes are not equal, by GOARCH. */
export function compareCode(goarch: string): CompareCode {
  const fieldAt = fields[goarch];
  return fieldAt ? (before, after, same) => byFields(before, after, same, fieldAt) : byBytes;
}

function byFields(
  before: LinkedFunction,
  after: LinkedFunction,
  same: SameTarget,
  fieldAt: FieldAt,
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
