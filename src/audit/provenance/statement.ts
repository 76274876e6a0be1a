import { sortedHashes, type ToolchainFacts } from "./facts.ts";

/** An in-toto Statement, version 1: what a predicate is true of. https://in-toto.io/Statement/v1 */
export interface Statement<Predicate> {
  readonly _type: typeof statementType;
  readonly subject: readonly Subject[];
  readonly predicateType: string;
  readonly predicate: Predicate;
}

export interface Subject {
  readonly name: string;
  /** Hash by algorithm: `sha256` of a file, `dirHash1` of a folder. */
  readonly digest: Readonly<Record<string, string>>;
}

const statementType = "https://in-toto.io/Statement/v1";

/** What every statement about a toolchain is about: each rebuilt tool, and all its files together. */
export function subjectsOf({ name, tools, tree }: ToolchainFacts): Subject[] {
  const files = sortedHashes(tools).map(([path, sha256]) => ({ name: path, digest: { sha256 } }));
  return [...files, { name, digest: { dirHash1: tree } }];
}

export function statement<P>(facts: ToolchainFacts, predicateType: string, predicate: P): Statement<P> {
  return { _type: statementType, subject: subjectsOf(facts), predicateType, predicate };
}
