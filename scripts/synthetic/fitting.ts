import { parsePatch } from "../../src/patch/parse.ts";
import type { PatchSet } from "../../src/patch/patch.ts";
import { type Plan, planPatches } from "../../src/patch/plan.ts";
import type { ReleaseSources } from "../../src/patch/repair/diagnosis.ts";
import type { Repair } from "../../src/patch/repair/repair.ts";
import type { GoParser } from "../../src/syntax/tree.ts";

/** The ids of all changes of a set. */
export const idsOf = ({ patches }: PatchSet): Set<string> =>
  new Set(patches.flatMap(({ changes }) => changes.map(({ id }) => id)));

/** The set as a repair writes it, with the same changes. */
export function repairedSet(set: PatchSet, { patches }: Repair): PatchSet {
  const ids = idsOf(set);
  const mended = set.patches.map((patch) => {
    const file = patches.find((one) => one.file === `${patch.name}.patch`);
    if (!file) return patch;
    const read = parsePatch(file.file, file.after);
    return { ...read, changes: read.changes.filter(({ id }) => ids.has(id)) };
  });
  return { ...set, patches: mended };
}

/** The plan of those changes that fit. A plan is whole or none, so the others are left out of the set. */
export function planOfWhatFits(parser: GoParser, set: PatchSet, to: ReleaseSources): Plan {
  const result = planPatches(parser, set, to.version, to.sources);
  if (result.kind === "plan") return result.plan;
  const lost = new Set(result.drift.flatMap(({ change }) => change.split(" ")));
  const patches = set.patches.map((patch) => ({
    ...patch,
    changes: patch.changes.filter(({ id }) => !lost.has(id)),
  }));
  return planOfWhatFits(parser, { ...set, patches }, to);
}
