/** What a check asks about. The first three are the constraint families of the mission. */
export type Family =
  | "registers"
  | "stack frame"
  | "calling convention"
  | "code"
  | "source"
  | "policy"
  | "toolchain"
  | "output";

/** A line of a patched source file, by its path below GOROOT/src; 1-based. */
export interface SourceLine {
  readonly file: string;
  readonly line: number;
}

/** One thing that is not as it must be. */
export interface Finding {
  /** The id of the check that found it. */
  readonly check: string;
  /** What it is about: a linker symbol, a package, a file, a tool. */
  readonly subject: string;
  /** What is wrong, in a sentence with both values; no address, no path of this machine. */
  readonly message: string;
  /** The line that a reader should look at, where one can be named. */
  readonly place?: SourceLine;
}
