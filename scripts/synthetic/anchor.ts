import type { GoVersion } from "../../src/base/version.ts";
import { chooseChanges } from "../../src/patch/choose.ts";
import { locate, type Site } from "../../src/patch/locate.ts";
import type { Change, PatchSet } from "../../src/patch/patch.ts";
import { compile, type Pattern } from "../../src/patch/pattern.ts";
import type { HunkEdit } from "../../src/patch/render.ts";
import type { TreeCache } from "../../src/patch/trees.ts";
import { type FuncDecl, functionsOf } from "../../src/syntax/functions.ts";
import { type Node, nodeAt } from "../../src/syntax/tree.ts";

/** The token that an insertion stands beside in the release: `at` is its last character, or its first one. */
export interface Hold {
  readonly file: string;
  readonly at: number;
  readonly side: "after" | "before";
}

/** One place where a change goes in the release: what a refactoring aims at. */
export interface Anchor {
  readonly change: Change;
  readonly file: string;
  readonly hold: Hold;
  readonly declaration: FuncDecl;
  /** The statement that the insertion stands beside or begins; undefined at the entry of the declaration. */
  readonly statement: Node | undefined;
}

/** All places of a patch set in a release that it fits, in the order of the set. Throws where it does not fit. */
export function anchorsOf(set: PatchSet, version: GoVersion, trees: TreeCache): Anchor[] {
  return chooseChanges(set, version).flatMap((change) => {
    const pattern = compile(trees.parser, change);
    const located = locate(pattern, trees);
    if (located.kind === "drift") throw new Error(`${change.id} does not fit ${version.text}`);
    return located.sites.flatMap((site) => anchorsAt(pattern, site));
  });
}

function anchorsAt(pattern: Pattern, site: Site): Anchor[] {
  const { file, tree, edits } = site;
  const declaration = functionsOf(tree).find(({ node }) => node === site.declaration);
  if (!declaration) throw new Error(`${pattern.change.id} is about no function`);
  return edits.map((edit) => {
    const hold = { file, ...holdOf(pattern, edit, tree.text) };
    return { change: pattern.change, file, hold, declaration, statement: statementAt(declaration, hold.at) };
  });
}

/** What an insertion holds on to; a replacement, which may come down to an insertion, is held by what it begins at. */
function holdOf({ hunks }: Pattern, edit: HunkEdit, text: string): Omit<Hold, "file"> {
  const minus = hunks[edit.hunk]?.minus;
  if (edit.from < edit.to) return { at: edit.from, side: "before" };
  if (minus && minus.leaves.length > 0)
    return { at: text.slice(0, edit.from).trimEnd().length - 1, side: "after" };
  return minus?.after ? { at: edit.hold - 1, side: "after" } : { at: edit.hold, side: "before" };
}

/** The innermost statement of a function that covers an offset. */
function statementAt({ node, body }: FuncDecl, at: number): Node | undefined {
  if (body?.from === at) return undefined;
  let found: Node | undefined = nodeAt(node, at);
  while (found && found !== node && found.parent?.kind !== "statement_list") found = found.parent;
  return found === node ? undefined : found;
}
