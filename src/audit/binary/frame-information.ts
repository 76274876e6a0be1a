import type { GoBinary } from "./binary.ts";
import { type CallFrames, readCallFrames } from "./call-frames.ts";
import type { BinaryComparison } from "./comparison.ts";
import { inflated, section } from "./elf.ts";
import type { LinkedFunction } from "./pclntab.ts";

/**
 * Compares what DWARF says of the stack (CFA offsets in .debug_frame) with what the runtime believes (pcsp), at every PC.
 * Undefined where the binary has no DWARF, as tools built by the recipe of a release have none since go1.21.
 */
export function compareFrameInformation({ elf, functions }: GoBinary): BinaryComparison["frameInformation"] {
  const frames = section(elf, ".debug_frame");
  if (!frames) return undefined;
  const byEntry = new Map(functions.map((one) => [one.entry, one]));
  const pairs = readCallFrames(inflated(frames)).flatMap((one) => {
    const linked = byEntry.get(one.entry);
    return linked ? [{ linked, frames: one }] : [];
  });
  const different = pairs.filter(({ linked, frames }) => !isSameStack(linked, frames));
  return { compared: pairs.length, different: different.map(({ linked }) => linked.name).sort() };
}

/** Each range of pcsp must be a row of the table, and none may be besides. */
function isSameStack({ pcsp: { pcs, values } }: LinkedFunction, { rows, initial }: CallFrames): boolean {
  if (rows?.length !== pcs.length) return false;
  return rows.every(({ pc, offset }, i) => pc === pcs[i] && offset === values[i]! + initial);
}
