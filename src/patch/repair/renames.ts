import { type Node, type SyntaxTree, textOf } from "../../syntax/tree.ts";
import { importsOf } from "../imports.ts";
import type { TreeCache } from "../trees.ts";
import { filesIn } from "../trees.ts";
import {
  type Counterpart,
  counterpartOf,
  type Declared,
  declaredIn,
  foldersDeclaring,
  tokenNodes,
} from "./counterpart.ts";
import type { DriftClass } from "./diagnosis.ts";
import { isDeclaredIn, namesUsed } from "./scope.ts";

/** Both releases, for what is declared beyond the function at hand. */
export interface Releases {
  readonly from: TreeCache;
  readonly to: TreeCache;
}

/** One identifier that has another name in the new release, with what proves it. */
export interface Rename {
  readonly from: string;
  readonly to: string;
  /** Whether it stands behind a dot. */
  readonly selected: boolean;
  /** The name before that dot; undefined where that is no name. */
  readonly operand?: string | undefined;
  readonly class: DriftClass;
  readonly evidence: string;
}

/**
 * The identifiers of a declaration that are called otherwise in its counterpart, wherever they stand there, and provably
 * so: a local name by its declaration, a function by its body, a package by its path. What only looks so is left out.
 */
export function renamesIn(pair: Counterpart, releases: Releases): Rename[] {
  return changedNames(pair).flatMap((changed) => {
    const proof = prove(changed, pair, releases);
    const { from, to, selected, operand } = changed;
    return proof ? [{ from, to, selected, operand, ...proof }] : [];
  });
}

interface Changed {
  readonly from: string;
  readonly to: string;
  readonly selected: boolean;
  /** The name that it is selected from. */
  readonly operand: string | undefined;
}

type Proof = Pick<Rename, "class" | "evidence">;

/** The names all of whose tokens that are still there have become one other name. */
function changedNames(pair: Counterpart): Changed[] {
  const { before, after } = pair;
  const tokens = tokenNodes(before);
  const groups = new Map<string, Changed & { readonly names: Set<string> }>();
  for (const [index, node] of tokens.entries()) {
    const now = pair.at(node.from);
    if (!now || !isName(node)) continue;
    const from = textOf(before.tree, node);
    const selected = tokens[index - 1]?.kind === ".";
    const owner = selected ? tokens[index - 2] : undefined;
    const operand = owner && isName(owner) ? textOf(before.tree, owner) : undefined;
    const to = textOf(after.tree, now);
    const key = [selected, operand, from].join(" ");
    const group = groups.get(key) ?? { from, to, selected, operand, names: new Set() };
    group.names.add(to);
    groups.set(key, group);
  }
  return [...groups.values()].filter(({ from, to, names }) => names.size === 1 && from !== to);
}

const isName = ({ kind }: Node): boolean => kind === "identifier" || kind.endsWith("_identifier");

function prove(changed: Changed, pair: Counterpart, releases: Releases): Proof | undefined {
  if (isOwnName(changed, pair))
    return { class: "function-renamed", evidence: `${changed.from} is ${changed.to} now` };
  if (changed.selected) return calleeProof(changed, pair, releases);
  return (
    localProof(changed, pair) ?? importProof(changed, pair, releases) ?? calleeProof(changed, pair, releases)
  );
}

/** The name of the function itself, and of its receiver's type: that they are one function was found out before. */
function isOwnName({ from, to, selected }: Changed, { before, after }: Counterpart): boolean {
  if (selected) return false;
  return (from === before.name && to === after.name) || (from === before.receiver && to === after.receiver);
}

function localProof({ from, to }: Changed, { before, after }: Counterpart): Proof | undefined {
  const isRenamed =
    isDeclaredIn(before, from) &&
    isDeclaredIn(after, to) &&
    !namesUsed(before).has(to) &&
    !namesUsed(after).has(from);
  return isRenamed ? { class: "name-renamed", evidence: `the local name ${from} is ${to} now` } : undefined;
}

/** The file calls a package otherwise: by another alias, or because the package itself was renamed. */
function importProof(
  { from, to }: Changed,
  { before, after }: Counterpart,
  releases: Releases,
): Proof | undefined {
  const [old, now] = [importPath(before.tree, from), importPath(after.tree, to)];
  if (old === undefined || now === undefined) return undefined;
  if (importPath(before.tree, to) !== undefined || importPath(after.tree, from) !== undefined)
    return undefined;
  const has = (trees: TreeCache, path: string): boolean => filesIn(trees, path).length > 0;
  const isMoved =
    has(releases.from, old) && !has(releases.to, old) && has(releases.to, now) && !has(releases.from, now);
  if (old !== now && !isMoved) return undefined;
  const evidence = old === now ? `${old} is imported as ${to} now` : `the package ${old} is ${now} now`;
  return { class: "name-renamed", evidence };
}

const importPath = (tree: SyntaxTree, name: string): string | undefined =>
  importsOf(tree).find((one) => one.name === name)?.path;

/** A function or method of that name is gone, and the one that is clearly what became of it has the new name. */
function calleeProof(changed: Changed, pair: Counterpart, releases: Releases): Proof | undefined {
  const declared = foldersOf(changed, pair, releases).flatMap((folder) =>
    declaredIn(releases.from, folder, changed.from),
  );
  const isThere = declared.some((old) => stands(old, releases.to));
  const fates = isThere ? [] : declared.map((old) => counterpartOf(old, releases.from, releases.to));
  const [fate] = fates;
  if (!fate || !fates.every((one) => one?.after.name === changed.to)) return undefined;
  const alike = Math.round(fate.likeness * 100);
  return {
    class: "callee-renamed",
    evidence: `${changed.from} of ${fate.before.package} is ${changed.to} now (${alike} % alike)`,
  };
}

const stands = ({ package: folder, name, receiver }: Declared, trees: TreeCache): boolean =>
  declaredIn(trees, folder, name).some((one) => one.receiver === receiver);

/** The packages that may declare a name: its own, the imported one that it is selected from, or for a method any. */
function foldersOf(
  { selected, operand, from }: Changed,
  { before }: Counterpart,
  releases: Releases,
): string[] {
  if (!selected) return [before.package];
  const path = operand && importPath(before.tree, operand);
  return path === undefined ? foldersDeclaring(releases.from, { name: from }) : [path];
}
