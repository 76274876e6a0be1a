import type { ToolchainFacts } from "../provenance/facts.ts";
import type { Tree } from "../provenance/tree.ts";
import type { Part } from "../subject.ts";

/** A toolchain as it is, beside what it must be by the Go and the patch set that it was made from. */
export interface Evidence {
  readonly wanted: Wanted;
  readonly found: Found;
  /** SHA-256 of the tools when built once more, by path below the GOROOT. */
  readonly rebuilt: Part<Readonly<Record<string, string>>>;
}

export interface Wanted {
  /** What the stamp must say. */
  readonly stamp: unknown;
  readonly facts: ToolchainFacts;
  readonly tree: Tree;
}

export interface Found {
  readonly stamp: unknown;
  readonly tree: Tree;
  /** The texts of the documents that are there, by path. */
  readonly documents: ReadonlyMap<string, string>;
}
