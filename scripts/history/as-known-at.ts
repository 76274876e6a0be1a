import type { GoVersion } from "../../src/base/version.ts";
import { chooseChanges } from "../../src/patch/choose.ts";
import { parsePatch } from "../../src/patch/parse.ts";
import type { Change, Patch, PatchSet } from "../../src/patch/patch.ts";

/** A patch set as it would be if no other release were known: each change as it is for this one, and for every release. */
export function asKnownAt(set: PatchSet, version: GoVersion): PatchSet {
  const chosen = new Set(chooseChanges(set, version));
  const patches = set.patches.flatMap((patch) => {
    const isKnown = patch.changes.some((change) => chosen.has(change));
    return isKnown ? [parsePatch(`${patch.name}.patch`, openRanges(patch, chosen))] : [];
  });
  return { ...set, patches, payload: [] };
}

/** The text of a patch file without the variants for other releases, and without ranges. */
function openRanges({ text, changes }: Patch, chosen: ReadonlySet<Change>): string {
  const lines = text.split("\n");
  const starts = changes.map(({ line }) => line - 1);
  const kept = changes.flatMap((change, index) =>
    chosen.has(change) ? lines.slice(starts[index], starts[index + 1]) : [],
  );
  const all = [...lines.slice(0, starts[0]), ...kept];
  return all.filter((line) => !/^(since|until)\s/.test(line)).join("\n");
}
