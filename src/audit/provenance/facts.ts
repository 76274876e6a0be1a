/** What a toolchain was made from and what came out: all that the documents about it say. Hashes are in hex. */
export interface ToolchainFacts {
  /** `go1.26.8-0123456789abcdef`. */
  readonly name: string;
  readonly fingerprint: string;
  readonly traceinject: TraceinjectFacts;
  readonly base: BaseFacts;
  readonly patchSet: PatchSetFacts;
  /** How the tools were built: environment, flags, go.mod. */
  readonly recipe: Readonly<Record<string, unknown>>;
  /** SHA-256 of the rebuilt tools, by path below the GOROOT. */
  readonly tools: Hashes;
  /** dirHash1 of all files of the toolchain but its records. */
  readonly tree: string;
}

export interface TraceinjectFacts {
  readonly version: string;
  /** The npm packages that it runs with: name → version. */
  readonly dependencies: Readonly<Record<string, string>>;
}

/** The Go release that was instrumented. */
export interface BaseFacts {
  /** `go1.26.8`. */
  readonly version: string;
  readonly goos: string;
  readonly goarch: string;
  /** As in the stamp: content and mode of every file. */
  readonly digest: string;
  readonly dirHash1: string;
}

export interface PatchSetFacts {
  readonly name: string;
  readonly fingerprint: string;
  /** SHA-256 of its files, by path below its folder. */
  readonly files: Hashes;
}

/** SHA-256 by path. */
export type Hashes = Readonly<Record<string, string>>;

/** In order of path, so that the same hashes give the same bytes. */
export function sortedHashes(hashes: Hashes): [path: string, sha256: string][] {
  return Object.entries(hashes).sort(([a], [b]) => (a < b ? -1 : 1));
}
