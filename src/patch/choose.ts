import { badPatch } from "../base/errors.ts";
import { type GoVersion, inRange } from "../base/version.ts";
import type { Change, PatchSet } from "./patch.ts";

/**
 * The changes that are meant for a release, in the order of the series. Variants of one change share its id and
 * have ranges that do not overlap; throws `bad-patch` where two fit the same release.
 */
export function chooseChanges(set: PatchSet, version: GoVersion): Change[] {
  const chosen = set.patches.flatMap((patch) => patch.changes).filter((change) => inRange(version, change));
  const seen = new Map<string, Change>();
  for (const change of chosen) {
    const twin = seen.get(change.id);
    if (twin)
      throw badPatch(
        change.file,
        change.line,
        `change ${change.id} has two variants for ${version.text} (the other: ${twin.file}:${twin.line})`,
      );
    seen.set(change.id, change);
  }
  return chosen;
}
