import type { GoVersion } from "../../base/version.ts";
import { compareGoVersions, parseGoVersion } from "../../base/version.ts";
import type { GoParser } from "../../syntax/tree.ts";
import type { Drift } from "../drift.ts";
import { parsePatch } from "../parse.ts";
import type { Change, PatchSet } from "../patch.ts";
import { planPatches } from "../plan.ts";
import { boundOf, diagnose, type Found } from "./diagnose.ts";
import type { Diagnosis, ReleaseSources } from "./diagnosis.ts";
import { withVariants } from "./variant.ts";

/** A patch file before and after. */
export interface RepairedPatch {
  /** Its name below the folder of the set: `start.patch`. */
  readonly file: string;
  readonly before: string;
  readonly after: string;
  /** The changes that got a variant, by id. */
  readonly changes: readonly string[];
}

/** What a repair comes to. Nothing is written. */
export interface Repair {
  /** The patch files that change, in the order of the series. */
  readonly patches: readonly RepairedPatch[];
  /** What was repaired, each with its proposal. */
  readonly repaired: readonly Diagnosis[];
  /** What was not, for people to decide. A proposal among these did not stand the trial together with the others. */
  readonly left: readonly Diagnosis[];
}

/**
 * Gives the changes that do not fit `to` variants that do, where the sources leave no doubt, and tries them by planning the
 * whole set anew. What fits is not touched, and for every release before `to` the set says what it said. `from` is a
 * release on which the set fits, best the last one before `to`: without it hardly anything is beyond doubt.
 * Where `from` is as new as the variants would be, they would hold there too: then there are none, only diagnoses.
 * With `only` no other changes are given variants than those with these ids. Throws `bad-patch` for a set that is none.
 */
export function repair(
  parser: GoParser,
  set: PatchSet,
  to: ReleaseSources,
  from?: ReleaseSources,
  only?: ReadonlySet<string>,
): Repair {
  const drift = driftOf(parser, set, to);
  const found = drift.length > 0 ? diagnose(parser, set, drift, to, from) : [];
  const since = boundOf(to.version, from?.version);
  const bound = parseGoVersion(since);
  const mayChange = ({ since: first, id }: Change): boolean =>
    startsBefore(from?.version, bound ?? to.version) &&
    startsBefore(first, bound ?? to.version) &&
    (only?.has(id) ?? true);
  let kept = found.filter(({ variant }) => variant && mayChange(variant.old));
  for (;;) {
    const patches = repairedPatches(set, kept, since);
    const failed = driftOf(parser, patched(set, patches), to).flatMap(idsOf);
    const standing = kept.filter(({ diagnosis }) => !failed.includes(diagnosis.drift.change));
    if (standing.length === kept.length)
      return {
        patches,
        repaired: kept.map(plain),
        left: found.filter((one) => !kept.includes(one)).map(plain),
      };
    kept = standing;
  }
}

const plain = ({ diagnosis }: Found): Diagnosis => diagnosis;

/** Else the old variant would be left without any release, or one that fits would get the new variant. */
const startsBefore = (since: GoVersion | undefined, version: GoVersion): boolean =>
  since === undefined || compareGoVersions(since, version) < 0;

function driftOf(parser: GoParser, set: PatchSet, { version, sources }: ReleaseSources): readonly Drift[] {
  const result = planPatches(parser, set, version, sources);
  return result.kind === "drift" ? result.drift : [];
}

/** The changes that a finding is about: where they meet in one file there may be several. */
const idsOf = (drift: Drift): string[] => [
  ...drift.change.split(" "),
  ...(drift.kind === "conflict" ? [drift.other] : []),
];

function repairedPatches({ patches }: PatchSet, kept: readonly Found[], since: string): RepairedPatch[] {
  return patches.flatMap(({ changes, text }) => {
    const variants = kept.flatMap(({ variant }) =>
      variant && changes.includes(variant.old) ? [variant] : [],
    );
    const [first] = variants;
    if (!first) return [];
    const after = withVariants(text, variants, since);
    return [{ file: first.old.file, before: text, after, changes: variants.map(({ old }) => old.id) }];
  });
}

/** The set with these patch files. Its fingerprint is still that of the files on the disk. */
function patched(set: PatchSet, repaired: readonly RepairedPatch[]): PatchSet {
  const patches = set.patches.map((patch) => {
    const file = repaired.find(
      ({ before, changes }) => before === patch.text && changes[0]?.startsWith(`${patch.name}/`),
    );
    return file ? parsePatch(file.file, file.after) : patch;
  });
  return { ...set, patches };
}
