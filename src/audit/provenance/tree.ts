import { dirHash1 } from "../../base/fingerprint.ts";
import type { Hashes } from "./facts.ts";

/** A file by its content. */
export interface TreeEntry {
  readonly path: string;
  readonly sha256: string;
  readonly executable: boolean;
}

/** A tree of files, by path. */
export type Tree = ReadonlyMap<string, TreeEntry>;

/** Our own files in a toolchain, which the documents say nothing about: they would have to hold their own hashes. */
export const records = {
  stamp: "traceinject.json",
  provenance: "traceinject/provenance.intoto.json",
  audit: "traceinject/audit.intoto.json",
  bom: "traceinject/bom.cdx.json",
} as const;

const recordPaths = new Set<string>(Object.values(records));

/** The files of a toolchain made from these: the base's, with its tools replaced, and the patched sources. */
export function toolchainTree(base: readonly TreeEntry[], tools: Hashes, sources: Hashes): Tree {
  const added = [...entries(tools, true), ...entries(sources, false)];
  return treeOf([...base, ...added]);
}

export function treeOf(files: readonly TreeEntry[]): Tree {
  return new Map(files.filter(({ path }) => !recordPaths.has(path)).map((file) => [file.path, file]));
}

function entries(hashes: Hashes, executable: boolean): TreeEntry[] {
  return Object.entries(hashes).map(([path, sha256]) => ({ path, sha256, executable }));
}

/** The digest of a tree, for in-toto. */
export function digestOf(tree: Tree): string {
  return dirHash1([...tree.values()].map(({ path, sha256 }): [string, string] => [path, sha256]));
}

/** How a file differs from the one that must be there; undefined: it does not. `source` is where that one comes from. */
export function fileDifference(
  wanted: TreeEntry | undefined,
  found: TreeEntry | undefined,
  source: string,
): string | undefined {
  if (!found) return `missing: ${source} has it`;
  if (!wanted) return `extra: ${source} has no such file`;
  if (found.sha256 !== wanted.sha256)
    return `changed: SHA-256 ${short(found.sha256)}, in ${source} ${short(wanted.sha256)}`;
  if (found.executable === wanted.executable) return undefined;
  return found.executable
    ? `can be executed, in ${source} it cannot`
    : `cannot be executed, in ${source} it can`;
}

/** As much of a hash as one compares by eye. */
export const short = (hash: string): string => `${hash.slice(0, 16)}…`;
