import { describeGap, grammarGap } from "../syntax/constructs.ts";
import { functionsOf } from "../syntax/functions.ts";
import { type Node, type SyntaxTree, textOf } from "../syntax/tree.ts";
import { isMadeBy } from "./applied.ts";
import type { Drift, Place } from "./drift.ts";
import { Layout } from "./layout.ts";
import { leavesOf } from "./leaves.ts";
import { type Match, matches, TooManyWaysError } from "./match.ts";
import { type Pattern, type Searched, targetOf } from "./pattern.ts";
import { type HunkEdit, LinesMoveError, render } from "./render.ts";
import { dice, type Located, nearest, statementsOf, tokensOf } from "./similar.ts";
import { filesIn, type TreeCache } from "./trees.ts";

/** One place where a pattern fits. `place` is where its first edit goes. */
export interface Site {
  readonly file: string;
  readonly tree: SyntaxTree;
  readonly match: Match;
  readonly edits: readonly HunkEdit[];
  readonly declaration: Node;
  readonly place: Place;
}

export type Location =
  | { readonly kind: "sites"; readonly sites: readonly Site[] }
  | { readonly kind: "drift"; readonly drift: Drift };

/** Finds where a pattern goes, exactly as often as it says, or why it does not. */
export function locate(pattern: Pattern, trees: TreeCache): Location {
  const files = filesOf(pattern, trees);
  const base = identify(pattern);
  if (files.all.length === 0) return drift({ ...base, kind: "package-missing" });
  for (const file of files.named) {
    const tree = trees.tree(file);
    const gap = grammarGap(tree);
    if (!gap) continue;
    const place = { file, ...Layout.of(tree).positionAt(gap.error.from) };
    return drift({ ...base, kind: "grammar-gap", place, construct: describeGap(tree, gap) });
  }
  const declarations = files.named.flatMap((file) => declarationsIn(pattern, file, trees.tree(file)));
  if (declarations.length === 0)
    return drift({
      ...base,
      kind: "declaration-missing",
      candidates: relatives(pattern, files, trees.whole),
    });
  return refusals(pattern, declarations, () => {
    const sites = declarations.flatMap((one) => sitesIn(pattern, one));
    const applied = declarations.find((one) => isApplied(pattern, one, sites));
    if (applied)
      return drift({ ...base, kind: "already-applied", place: placeOf(applied, applied.node.from) });
    return judge(pattern, declarations, sites);
  });
}

/** Turns what the search or the renderer cannot do into drift. */
function refusals(pattern: Pattern, declarations: readonly Located[], search: () => Location): Location {
  const first = declarations[0] as Located;
  try {
    return search();
  } catch (error) {
    const base = identify(pattern);
    if (error instanceof TooManyWaysError)
      return drift({ ...base, kind: "too-many-ways", place: placeOf(first, first.node.from) });
    if (error instanceof LinesMoveError) return drift({ ...base, kind: "lines-move", place: error.place });
    throw error;
  }
}

const drift = (value: Drift): Location => ({ kind: "drift", drift: value });

/** Whether a match count is what the change asks for. */
function judge(pattern: Pattern, declarations: readonly Located[], sites: readonly Site[]): Location {
  const { occurrence } = pattern.change;
  if (sites.length === 0 && occurrence !== "at-most-once") return drift(missing(pattern, declarations));
  if (sites.length > 1 && occurrence !== "every")
    return drift({ ...identify(pattern), kind: "anchor-ambiguous", places: sites.map((site) => site.place) });
  return { kind: "sites", sites };
}

function identify(pattern: Pattern): { change: string; at: string; target: string } {
  const { id, file, line } = pattern.change;
  return { change: id, at: `${file}:${line}`, target: `${pattern.change.package} ${nameOf(pattern)}` };
}

/** The target in words: `func Main`, `func (Timings) append`, `var_declaration`. */
function nameOf(pattern: Pattern): string {
  const target = targetOf(pattern);
  if (!target) return pattern.declaration.kind;
  return target.receiver ? `func (${target.receiver}) ${target.name}` : `func ${target.name}`;
}

interface Files {
  readonly all: readonly string[];
  /** Those whose text names the target, so that only they are parsed. */
  readonly named: readonly string[];
}

function filesOf(pattern: Pattern, trees: TreeCache): Files {
  const all = filesIn(trees, pattern.change.package);
  const declares = nameTest(pattern);
  return { all, named: all.filter((file) => declares(trees.sources.get(file) ?? "")) };
}

/** Fits every text that declares the target, and few others. */
function nameTest(pattern: Pattern): (text: string) => boolean {
  const target = targetOf(pattern);
  const leaf = leavesOf(pattern.declaration).find((one) => one.named);
  const name = target?.name ?? (leaf ? textOf(pattern.tree, leaf) : "");
  const word = `(?<![\\p{L}\\p{N}_])${name}(?![\\p{L}\\p{N}_])`;
  const declaration = new RegExp(target ? `\\bfunc\\b${betweenFuncAndName}${word}` : word, "u");
  // Most files do not hold the name at all, and looking for a plain text costs next to nothing.
  return (text) => text.includes(name) && declaration.test(text);
}

/** White space and comments over any number of lines, in one way only: to try others takes for ever. */
const space = "(?:\\s|//[^\\n]*\\n|/\\*(?:[^*]|\\*(?!/))*\\*/)*";

const betweenFuncAndName = `${space}(?:\\([^{}]*?\\)${space})?`;

/** The declarations in a file that a pattern is about: by name and receiver, for the others by kind. */
function declarationsIn(pattern: Pattern, file: string, tree: SyntaxTree): Located[] {
  const target = targetOf(pattern);
  const located = (node: Node): Located => ({ file, tree, node });
  if (!target)
    return tree.root.children
      .filter((node) => node.kind === pattern.declaration.kind && sameName(pattern, tree, node))
      .map(located);
  return functionsOf(tree)
    .filter(({ name, receiver }) => name === target.name && receiver === target.receiver)
    .map(({ node }) => located(node));
}

/** Whether a var, const or type declaration starts with the pattern's first name. */
function sameName(pattern: Pattern, tree: SyntaxTree, node: Node): boolean {
  const first = (of: SyntaxTree, from: Node): string | undefined => {
    const leaf = leavesOf(from).find((one) => one.named);
    return leaf && textOf(of, leaf);
  };
  return first(tree, node) === first(pattern.tree, pattern.declaration);
}

/** All ways that lead to different edits, in the order of the text: two ways to read the same context are one. */
function sitesIn(pattern: Pattern, { file, tree, node }: Located): Site[] {
  const sites = new Map<string, Site>();
  for (const match of waysIn(pattern, tree, node)) {
    const edits = render(pattern, match, { file, tree });
    if (!edits) continue;
    const key = JSON.stringify(edits);
    const place = { file, ...Layout.of(tree).positionAt(edits[0]?.from ?? node.from) };
    if (!sites.has(key)) sites.set(key, { file, tree, match, edits, declaration: node, place });
  }
  return [...sites.values()].sort((a, b) => (a.edits[0]?.from ?? 0) - (b.edits[0]?.from ?? 0));
}

const waysIn = ({ tree, declaration, question }: Searched, target: SyntaxTree, node: Node): Match[] =>
  matches(tree, declaration, target, node, question);

/**
 * A change was applied where its result is and the pattern is not, or where the pattern fits only because the result
 * leaves its context as it was. With `every`, one such place is enough: another change of it would be its second.
 */
function isApplied(pattern: Pattern, { tree, node, file }: Located, sites: readonly Site[]): boolean {
  const { occurrence } = pattern.change;
  const inserts = pattern.hunks.some((hunk) => hunk.plus.leaves.length > 0);
  if (sites.length === 0 && occurrence === "at-most-once" && !inserts) return false;
  const results = waysIn(pattern.applied, tree, node);
  const isMade = (site: Site): boolean =>
    site.file === file && results.some((result) => isMadeBy(pattern, site.match, result, tree));
  const made = sites.filter(isMade).length;
  return results.length > 0 && (made === sites.length || (occurrence === "every" && made > 0));
}

function placeOf({ file, tree }: Located, offset: number): Place {
  return { file, ...Layout.of(tree).positionAt(offset) };
}

/** The first statement of the pattern that stands nowhere in the declarations, and what is most like it. */
function missing(pattern: Pattern, declarations: readonly Located[]): Drift {
  const places = declarations.flatMap(({ file, tree, node }) =>
    statementsOf(node).map((one) => ({ file, tree, node: one })),
  );
  const present = places.map(({ tree, node }) => tokensOf(tree, node));
  const wanted = statementsOf(pattern.declaration)
    .map((node) => tokensOf(pattern.tree, node))
    .filter((tokens) => tokens.length > 0);
  const lost =
    wanted.find((tokens) => !present.some((other) => dice(tokens, other) === 1)) ?? wanted[0] ?? [];
  const first = declarations[0];
  if (!first) throw new Error(`${pattern.change.id}: an anchor is missing in no declaration`);
  return {
    ...identify(pattern),
    kind: "anchor-missing",
    wanted: lost.join(" "),
    place: placeOf(first, first.node.from),
    candidates: nearest(lost, places),
  };
}

/** Declarations of the package that resemble the one that is not there: by name, then by what they hold. */
function relatives(pattern: Pattern, files: Files, trees: TreeCache): ReturnType<typeof nearest> {
  const wanted = tokensOf(pattern.tree, pattern.declaration);
  const holding = files.all.filter((file) => mentions(trees.sources.get(file) ?? "", wanted));
  const places = holding.flatMap((file) => {
    const tree = trees.tree(file);
    return tree.errors.length > 0 ? [] : functionsOf(tree).map(({ node }) => ({ file, tree, node }));
  });
  return nearest(wanted, places);
}

/** Whether a text has the longest identifier of the pattern's body: cheap, so that few files are parsed. */
function mentions(text: string, tokens: readonly string[]): boolean {
  const longest = tokens
    .filter((token) => /^[\p{L}_]\w*$/u.test(token))
    .sort((a, b) => b.length - a.length)[0];
  return longest !== undefined && text.includes(longest);
}
