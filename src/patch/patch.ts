import type { VersionRange } from "../base/version.ts";

/** One purpose: an ordered list of changes with the reason for them. A file `*.patch` of a patch set. */
export interface Patch {
  /** The file's name without its ending: `exits`. */
  readonly name: string;
  /** The comment at its head, without `#`: why this patch is as it is. */
  readonly description: string;
  /** The file as it stands, for what adds to it. */
  readonly text: string;
  readonly changes: readonly Change[];
}

/** How often a change must match in its release. */
export type Occurrence = "exactly-once" | "every" | "at-most-once";

/** One edit with its pattern, its target and the releases that it is for. */
export interface Change extends VersionRange {
  /** Names the change within the set, e.g. `exits/base-exit`. Variants for other releases share it. */
  readonly id: string;
  /** Import path of the target package below GOROOT/src: `cmd/compile/internal/gc`. */
  readonly package: string;
  /** Import paths that the inserted text needs. */
  readonly imports: readonly string[];
  readonly occurrence: Occurrence;
  /** Ways out of the process that this change covers, see `traceinject patch --exits`. */
  readonly covers: readonly string[];
  /** The body, line by line, with the position of its first line in the patch file. */
  readonly body: readonly BodyLine[];
  readonly file: string;
  readonly line: number;
}

/** A line of a change's body: context, inserted or deleted Go text. */
export interface BodyLine {
  readonly sign: " " | "+" | "-";
  readonly text: string;
  /** 1-based line in the patch file. */
  readonly line: number;
}

/** A folder of patches with the Go files that they add: `patches/compile`. */
export interface PatchSet {
  /** That of its folder; of several that are combined, all of them: `compile+mine`. */
  readonly name: string;
  /** Tools that are rebuilt when the set is applied: `cmd/compile`. */
  readonly tools: readonly string[];
  readonly patches: readonly Patch[];
  /** Go files that the set adds, path below GOROOT/src. */
  readonly payload: readonly PayloadFile[];
  /** Hash of everything above, as it stands in the files. */
  readonly fingerprint: string;
  /** SHA-256 of each of those files, by path below the set's folder: `series`, `start.patch`, `payload/…`. */
  readonly files: Readonly<Record<string, string>>;
}

export interface PayloadFile {
  /** The name of the set that adds it. */
  readonly set: string;
  readonly path: string;
  readonly text: string;
}
