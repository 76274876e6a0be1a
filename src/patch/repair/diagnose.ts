import { type GoVersion, inRange } from "../../base/version.ts";
import type { GoParser } from "../../syntax/tree.ts";
import { chooseChanges } from "../choose.ts";
import type { Drift } from "../drift.ts";
import type { Change, PatchSet } from "../patch.ts";
import { TreeCache } from "../trees.ts";
import { Classifier } from "./classify.ts";
import type { Diagnosis, ReleaseSources } from "./diagnosis.ts";
import { propose, type Rewritten } from "./propose.ts";
import { proposeUnaided } from "./unaided.ts";
import { type Variant, variantText } from "./variant.ts";

/** A diagnosis, and the variant that its proposal is the text of. */
export interface Found {
  readonly diagnosis: Diagnosis;
  readonly variant?: Variant;
}

/** Kinds of drift for which another pattern can be the remedy. */
const mendable: readonly Drift["kind"][] = ["anchor-missing", "declaration-missing", "package-missing"];

/**
 * Explains each finding of a plan for `to`. `from` are the sources of a release on which the set fits: what became of the
 * old place then shows in the new one.
 */
export function diagnose(
  parser: GoParser,
  set: PatchSet,
  drift: readonly Drift[],
  to: ReleaseSources,
  from?: ReleaseSources,
): Found[] {
  const trees = new TreeCache(parser, to.sources);
  const known = from && new TreeCache(parser, from.sources);
  const changes = new Map(chooseChanges(set, to.version).map((change) => [change.id, change]));
  return drift.map((one): Found => {
    const change = changes.get(one.change);
    // On a release that the change was never meant for, what it holds on to is something else, if it is there at all.
    const old = change && from && inRange(from.version, change) ? known : undefined;
    const isMendable = change !== undefined && mendable.includes(one.kind);
    const now = isMendable ? proposed(parser, change, trees, old) : undefined;
    if (!change || !now)
      return { diagnosis: { drift: one, ...new Classifier(parser, trees, old).classify(one, change) } };
    const variant = { old: change, now: now.change, why: now.evidence.join("; ") };
    return {
      diagnosis: { drift: one, ...explained(set, variant, now, boundOf(to.version, from?.version)) },
      variant,
    };
  });
}

const proposed = (
  parser: GoParser,
  change: Change,
  to: TreeCache,
  from: TreeCache | undefined,
): Rewritten | undefined =>
  from ? propose(parser, change, { from, to }) : proposeUnaided(parser, change, to);

function explained(set: PatchSet, variant: Variant, now: Rewritten, since: string): Omit<Diagnosis, "drift"> {
  const text = set.patches.find(({ changes }) => changes.includes(variant.old))?.text ?? "";
  const lines = variantText(text, variant, since);
  return {
    class: now.class,
    evidence: now.evidence,
    proposal: { text: `${lines.join("\n")}\n`, score: now.score },
  };
}

/**
 * From which release on a variant holds. What changed between two language versions changed with the first release of the
 * later one, candidates included; else it is the very release that was looked at.
 */
export function boundOf({ lang, minor, patch, prerelease }: GoVersion, from: GoVersion | undefined): string {
  if (from && from.minor < minor) return lang;
  return patch < 0 ? `${lang}${prerelease}` : `${lang}.${patch}`;
}
