import type { GoVersion } from "../../src/base/version.ts";
import type { PatchSet } from "../../src/patch/patch.ts";
import { packagesOf } from "../../src/patch/plan.ts";
import type { ReleaseSources } from "../../src/patch/repair/diagnosis.ts";
import { type Sources, TreeCache } from "../../src/patch/trees.ts";
import { functionsOf } from "../../src/syntax/functions.ts";
import { type GoParser, walk } from "../../src/syntax/tree.ts";
import { type Anchor, anchorsOf } from "./anchor.ts";
import { ParsedOnce } from "./parsed-once.ts";
import type { Random } from "./random.ts";

/** A release that next ones are made from, with a patch set that fits it. */
export interface Release extends ReleaseSources {
  readonly set: PatchSet;
  readonly trees: TreeCache;
  readonly parser: ParsedOnce;
  readonly anchors: readonly Anchor[];
  /** The folders whose files a plan reads. */
  readonly folders: ReadonlySet<string>;
}

/** `sources` are those that a plan reads, and whatever else refactorings shall follow a name into. */
export function readRelease(base: GoParser, set: PatchSet, version: GoVersion, sources: Sources): Release {
  const parser = new ParsedOnce(base);
  const trees = new TreeCache(parser, sources);
  const folders = new Set(packagesOf(set, version));
  return { set, version, sources, trees, parser, anchors: anchorsOf(set, version, trees), folders };
}

/** A statement of a function in the file of `anchor` that no change is about, as if it were an anchor. */
export function placeElsewhere(
  anchor: Anchor,
  { trees, anchors }: Release,
  random: Random,
): Anchor | undefined {
  const taken = new Set(anchors.map(({ declaration }) => declaration.node));
  const free = functionsOf(trees.tree(anchor.file)).filter(({ node }) => !taken.has(node));
  const declaration = random.one(free);
  const statements = declaration
    ? [...walk(declaration.node)].filter(({ parent }) => parent?.kind === "statement_list")
    : [];
  const statement = random.one(statements.filter(({ named }) => named));
  return declaration && statement ? { ...anchor, declaration, statement } : undefined;
}
