import { align, type Pair } from "../../base/align.ts";
import { type FuncDecl, functionsOf } from "../../syntax/functions.ts";
import { type Node, textOf } from "../../syntax/tree.ts";
import { leavesOf } from "../leaves.ts";
import type { Located } from "../similar.ts";
import { filesIn, type TreeCache } from "../trees.ts";

/** A function or method of a package. */
export interface Declared extends Located {
  readonly name: string;
  readonly receiver: string | undefined;
  /** The directory below GOROOT/src. */
  readonly package: string;
}

/** How alike two functions must be to be one function with another name. */
const leastLikeness = 0.6;
/** By how much it must be more alike than any other, so that nothing is a guess. */
const margin = 0.15;
/** More differences are not worth following. */
const mostDifferences = 3000;

/** A declaration in one release and in another one, token by token. */
export class Counterpart {
  readonly #pairs = new Map<number, Node>();
  /** From 0 to 1: the share of tokens that are the same, in the same order. */
  readonly likeness: number;

  constructor(
    readonly before: Declared,
    readonly after: Declared,
  ) {
    const [old, now] = [tokenNodes(before), tokenNodes(after)];
    const [oldTexts, nowTexts] = [textsOf(before, old), textsOf(after, now)];
    const same = together(align(oldTexts, nowTexts, mostDifferences), oldTexts, nowTexts);
    const ends = [...same, [old.length, now.length] as const];
    let [i, j] = [0, 0];
    for (const [nextI, nextJ] of ends) {
      // As many tokens went as came: each has become the one in its place.
      if (nextI - i === nextJ - j) while (i < nextI) this.#pair(old[i++], now[j++]);
      this.#pair(old[nextI], now[nextJ]);
      [i, j] = [nextI + 1, nextJ + 1];
    }
    this.likeness = (2 * same.length) / Math.max(1, old.length + now.length);
  }

  /** The token that the one at this offset has become; undefined if it went. */
  at(offset: number): Node | undefined {
    return this.#pairs.get(offset);
  }

  #pair(old: Node | undefined, now: Node | undefined): void {
    if (old && now && old.kind === now.kind) this.#pairs.set(old.from, now);
  }
}

/**
 * Of several ways to pair equal tokens, the one that keeps neighbours together: `( )` of the call before it, not of another
 * one.
 */
function together(pairs: readonly Pair[], old: readonly string[], now: readonly string[]): Pair[] {
  const moved: Pair[] = [];
  for (const [i, j] of pairs) {
    const [lastI, lastJ] = moved.at(-1) ?? [-1, -1];
    const isGap = (i === lastI + 1) !== (j === lastJ + 1);
    moved.push(isGap && old[lastI + 1] === now[lastJ + 1] ? [lastI + 1, lastJ + 1] : [i, j]);
  }
  for (let index = moved.length - 2; index >= 0; index--) {
    const [[i, j], [nextI, nextJ]] = [moved[index] as Pair, moved[index + 1] as Pair];
    const [lastI, lastJ] = moved[index - 1] ?? [-1, -1];
    const isHeld = lastI === i - 1 && lastJ === j - 1;
    const isGap = (nextI === i + 1) !== (nextJ === j + 1);
    if (isGap && !isHeld && old[nextI - 1] === now[nextJ - 1]) moved[index] = [nextI - 1, nextJ - 1];
  }
  return moved;
}

/** The tokens of a declaration but for those that Go lets one leave out. */
export function tokenNodes({ node }: Pick<Located, "node">): Node[] {
  return leavesOf(node).filter(({ kind, from, to }) => !optional.has(kind) && from < to);
}

const optional = new Set<string>([";", "\n"]);

const textsOf = ({ tree }: Located, nodes: readonly Node[]): string[] =>
  nodes.map((node) => textOf(tree, node));

/** What has become of a function: itself, or the one new function that is like it; undefined where that is open. */
export function counterpartOf(old: Declared, from: TreeCache, to: TreeCache): Counterpart | undefined {
  const same = declaredIn(to, old.package, old.name).filter(({ receiver }) => receiver === old.receiver);
  if (same.length > 0) return best(old, sameFile(old, same), 0);
  return (
    best(old, appeared(old.package, from, to), leastLikeness) ??
    best(old, moved(old, from, to), leastLikeness)
  );
}

/** Where a package declares a function for each of several platforms, the file tells them apart. */
function sameFile(old: Declared, among: readonly Declared[]): readonly Declared[] {
  const same = among.filter(({ file }) => file === old.file);
  return same.length === 1 ? same : among;
}

/** The functions of this name in a package. Only files whose text says so are parsed. */
export function declaredIn(trees: TreeCache, folder: string, name: string): Declared[] {
  const files = filesIn(trees, folder).filter((file) =>
    namesIn(trees.sources.get(file) ?? "").some((one) => one.name === name),
  );
  return files.flatMap((file) => functionsIn(trees, file)).filter((one) => one.name === name);
}

/** The functions of a package whose name and receiver it did not have before. */
function appeared(folder: string, from: TreeCache, to: TreeCache): Declared[] {
  const known = new Set(
    filesIn(from, folder).flatMap((file) => namesIn(from.sources.get(file) ?? "").map(key)),
  );
  const isNew = (one: Named): boolean => !known.has(key(one));
  return filesIn(to, folder)
    .filter((file) => namesIn(to.sources.get(file) ?? "").some(isNew))
    .flatMap((file) => functionsIn(to, file))
    .filter(isNew);
}

/** The functions of the same name and receiver in packages that had none. */
function moved(old: Declared, from: TreeCache, to: TreeCache): Declared[] {
  const before = foldersDeclaring(from, old);
  return foldersDeclaring(to, old)
    .filter((folder) => !before.includes(folder))
    .flatMap((folder) => declaredIn(to, folder, old.name))
    .filter(({ receiver }) => receiver === old.receiver);
}

/** The packages that declare a function of this name, and of this receiver if one is given; sorted. */
export function foldersDeclaring(
  trees: TreeCache,
  wanted: { readonly name: string; readonly receiver?: string | undefined },
): string[] {
  const isWanted = (one: Named): boolean =>
    "receiver" in wanted ? key(one) === key({ receiver: undefined, ...wanted }) : one.name === wanted.name;
  const files = [...trees.sources].filter(
    ([, text]) => text.includes(wanted.name) && namesIn(text).some(isWanted),
  );
  return [...new Set(files.map(([file]) => packageOf(file)))].sort();
}

/** The one that is clearly most alike; undefined where two are nearly so. */
function best(old: Declared, among: readonly Declared[], least: number): Counterpart | undefined {
  const ranked = among.map((one) => new Counterpart(old, one)).sort((a, b) => b.likeness - a.likeness);
  const [first, second] = ranked;
  if (!first || first.likeness < least) return undefined;
  return second && first.likeness - second.likeness < margin ? undefined : first;
}

interface Named {
  readonly name: string;
  readonly receiver: string | undefined;
}

const key = ({ name, receiver }: Named): string => `${receiver ?? ""}.${name}`;

const declaration =
  /^func\s*(?:\(\s*(?:[\p{L}_][\p{L}\p{N}_]*\s+)?\*?\s*([\p{L}_][\p{L}\p{N}_]*)[^)]*\)\s*)?([\p{L}_][\p{L}\p{N}_]*)/gmu;

/** The functions that a text declares, by its lines: enough to know which files to parse. */
function namesIn(text: string): readonly Named[] {
  return [...text.matchAll(declaration)].map(([, receiver, name = ""]) => ({ name, receiver }));
}

function functionsIn(trees: TreeCache, file: string): Declared[] {
  const tree = trees.tree(file);
  if (tree.errors.length > 0) return [];
  return functionsOf(tree).map((one) => declared(file, trees, one));
}

const declared = (file: string, trees: TreeCache, { name, receiver, node }: FuncDecl): Declared => ({
  file,
  tree: trees.tree(file),
  node,
  name,
  receiver,
  package: packageOf(file),
});

/** The declaration that a place is in. */
export function declaredAt(trees: TreeCache, file: string, node: Node): Declared | undefined {
  return functionsIn(trees, file).find((one) => one.node === node);
}

export const packageOf = (file: string): string => file.slice(0, file.lastIndexOf("/"));
