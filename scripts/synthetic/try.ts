import { dirname } from "node:path";
import type { GoVersion } from "../../src/base/version.ts";
import { chooseChanges } from "../../src/patch/choose.ts";
import type { PatchSet } from "../../src/patch/patch.ts";
import type { Diagnosis } from "../../src/patch/repair/diagnosis.ts";
import { repair } from "../../src/patch/repair/repair.ts";
import type { Sources } from "../../src/patch/trees.ts";
import { idsOf, planOfWhatFits, repairedSet } from "./fitting.ts";
import { generate, type Tree } from "./generate.ts";
import { type Misplaced, misplaced } from "./judge.ts";
import type { Kind, Outcome } from "./kind.ts";
import { ParsedOnce } from "./parsed-once.ts";
import type { Release } from "./release.ts";

/** What came of the patch set on one tree. */
export interface Trial {
  readonly kind: Kind;
  /** Of the tree, and the change that it aimed at. */
  readonly seed: string;
  readonly change: string;
  readonly outcome: Outcome;
  /** What does not fit, not even repaired. */
  readonly left: readonly Diagnosis[];
  readonly misplaced: readonly Misplaced[];
}

/** Tries `each` trees of every kind, one after the other: no two are held at a time. */
export function tryAll(release: Release, each: number): Trial[] {
  const trials: Trial[] = [];
  for (const tree of generate(release, each)) trials.push(tryTree(tree, release));
  return trials;
}

/**
 * Plans the changes of the packages that a tree changes, repairs those that do not fit, and judges where all went. The
 * other packages are the very texts of the release. A tree comes to what the worst of its changes comes to.
 */
export function tryTree(tree: Tree, release: Release): Trial {
  const to = { version: nextVersion(release.version), sources: readByPlan(tree, release) };
  const parser = new ParsedOnce(release.parser);
  const set = touchedBy(tree, release);
  const asIs = planOfWhatFits(parser, set, to);
  const ids = idsOf(set);
  const fits = placedBy(asIs).size === ids.size;
  const mended = fits ? undefined : repair(parser, set, to, release, ids);
  const plan = mended ? planOfWhatFits(parser, repairedSet(set, mended), to) : asIs;
  const left = mended?.left ?? [];
  if (placedBy(plan).size < ids.size && left.length === 0) throw new Error(`${tree.seed}: drift of no class`);
  const judged = misplaced(plan, placedBy(plan), release.anchors, tree.rewritten, (file) =>
    parser.parse(to.sources.get(file) ?? ""),
  );
  const { kind, seed, anchor } = tree;
  const outcome = outcomeOf(fits, left, judged);
  return { kind, seed, change: anchor.change.id, outcome, left, misplaced: judged };
}

const placedBy = ({ changes }: { changes: readonly { id: string }[] }): Set<string> =>
  new Set(changes.map(({ id }) => id));

function outcomeOf(fits: boolean, left: readonly Diagnosis[], judged: readonly Misplaced[]): Outcome {
  if (judged.some(({ kind }) => kind !== "missed")) return "wrong place";
  if (judged.length > 0) return "place missed";
  return left[0]?.class ?? (fits ? "applied" : "repaired");
}

/** The release after it, of the same ranges. */
const nextVersion = (version: GoVersion): GoVersion => {
  const patch = version.patch + 1;
  return { ...version, patch, text: `${version.lang}.${patch}` };
};

/** What a plan would read of a tree: the folders that the patches name, and those that are new. */
function readByPlan({ rewritten }: Tree, { folders, sources }: Release): Sources {
  const isRead = (file: string): boolean => folders.has(dirname(file)) || !sources.has(file);
  return new Map([...rewritten.sources].filter(([file]) => isRead(file)));
}

/** The set with no other changes than those that are chosen for the release and may be touched by a tree. */
function touchedBy({ rewritten }: Tree, { set, version }: Release): PatchSet {
  const touched = new Set([...rewritten.changed].map((file) => dirname(file)));
  const chosen = new Set(chooseChanges(set, version));
  const patches = set.patches.map((patch) => ({
    ...patch,
    changes: patch.changes.filter((change) => chosen.has(change) && touched.has(change.package)),
  }));
  return { ...set, patches, payload: [] };
}
