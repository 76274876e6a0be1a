import type { FieldAt } from "./code.ts";
import type { LinkedFunction } from "./pclntab.ts";
import type { TargetVerdict, Verdict } from "./target.ts";

/** A PC-relative reference of arm64 code. */
interface Reference {
  readonly address: number;
  /** The bits of its instructions that are not the address: operation and registers. */
  readonly kept: string;
  /** Of its instructions, in bytes. */
  readonly length: 4 | 8;
}

const page = 4096;

/** The differing byte is in a branch, or in one of the two instructions of a page address. */
export const arm64Field: FieldAt = (before, after, at, same) => {
  const instruction = at & ~3;
  for (const from of [instruction, instruction - 4]) {
    const [a, b] = [reference(before, from), reference(after, from)];
    if (!a || !b || a.kept !== b.kept || from + a.length <= at) continue;
    return { verdict: verdicts[same(a.address, b.address)], end: from + a.length };
  }
  return { verdict: "different", end: instruction + 4 };
};

const verdicts: Readonly<Record<TargetVerdict, Verdict>> = {
  "same-name": "same",
  "same-content": "same",
  unknown: "unknown",
  different: "different",
  nowhere: "different",
};

/** The reference made by the instruction at `from`: B, BL, or ADRP with the ADD, load or store after it. */
function reference({ code, entry }: LinkedFunction, from: number): Reference | undefined {
  if (from < 0) return undefined;
  const instruction = code.readUInt32LE(from);
  if (((instruction >>> 26) & 0x1f) === 5) {
    const distance = ((instruction << 6) >> 6) * 4;
    return { address: entry + from + distance, kept: `${instruction >>> 26}`, length: 4 };
  }
  const isAdrp = (instruction & 0x1f000000) === 0x10000000 && instruction >>> 31 === 1;
  if (!isAdrp || from + 8 > code.length) return undefined;
  const next = code.readUInt32LE(from + 4);
  const low = lowBits(next);
  if (low === undefined) return undefined;
  const pages = (((instruction << 8) >> 13) << 2) | ((instruction >>> 29) & 3);
  const address = (Math.floor((entry + from) / page) + pages) * page + low;
  return { address, kept: `${instruction & 0x1f} ${next & ~(0xfff << 10)}`, length: 8 };
}

/** The low 12 bits that ADD adds, or the offset of a load or store, which counts in units of its size. */
function lowBits(instruction: number): number | undefined {
  const immediate = (instruction >>> 10) & 0xfff;
  if (instruction >>> 22 === 0x244) return immediate;
  if ((instruction & 0x3b000000) !== 0x39000000) return undefined;
  const isVector = (instruction & 0x04800000) === 0x04800000;
  return immediate << (isVector ? 4 : instruction >>> 30);
}
