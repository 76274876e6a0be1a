import type { Finding, SourceLine } from "../finding.ts";

/** A source file below GOROOT/src, before and after; undefined: it is not there. */
export interface SourceFile {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** What go vet, the assembler or the compiler said of the patched packages, read by the tool runner. */
export interface Observation {
  /** The command that was run, in the words of a user: `go vet -asmdecl ./internal/bytealg`. */
  readonly command: string;
  /** How many packages it looked at. */
  readonly packages: number;
  /** Undefined subject lines are about the whole run. */
  readonly problems: readonly Omit<Finding, "check">[];
}

/** What is read of the two trees before anything is compared. */
export interface SourceEvidence {
  /** Every file that differs, sorted by path. Files outside what the plan says are `unplanned`. */
  readonly files: readonly SourceFile[];
  /** The paths that the plan changes or adds; undefined where there is no plan. */
  readonly plannedPaths: readonly string[] | undefined;
  /** `go vet -asmdecl -framepointer` on changed packages that have assembly; undefined where it was not run. */
  readonly vet: Observation | undefined;
  /** Constants in the go_asm.h of changed packages that have assembly, before and after; undefined where not made. */
  readonly asmHeaders: readonly AsmHeader[] | undefined;
}

/**
 * The patched sources against the pristine ones, and what Go's own tools say of them. What is compared are the Go files
 * that differ, without tests: whatever a package declares elsewhere is the same on both sides. All lists are in the
 * order of the paths, then of the text.
 */
export interface SourceComparison extends SourceEvidence {
  /** The first place in each Go file that cannot be parsed. Such a file proves nothing, and is in no other list. */
  readonly unreadable: readonly SourceLine[];
  readonly lines: LineComparison;
  /** Linker symbols of the functions whose own code differs, or is on one side only, sorted; variables are `pkg.init`. */
  readonly touched: readonly string[];
  /** `//go:…` and `//export` comments and cgo preambles, `//go:linkname` left out, by the declaration that they speak of. */
  readonly directives: Compared<Declared>;
  /** `//go:linkname`, by the local name. */
  readonly linknames: Compared<Linkname>;
  /** Declared functions by linker symbol; the text is the signature without parameter names. */
  readonly signatures: Compared<Signature>;
  /** What each package exports, methods and fields included. */
  readonly exports: Compared<Declared>;
  /** Types and typed variables declared at package level, as the text of their underlying type. */
  readonly layouts: Compared<Declared>;
  readonly defers: DeferComparison;
}

/** The constants that a package's assembly sees: name → value. */
export interface AsmHeader {
  readonly package: string;
  readonly before: Readonly<Record<string, string>>;
  readonly after: Readonly<Record<string, string>>;
}

/** Something that a file says. Two are the same if name and text are, wherever they stand in the package. */
export interface Declared extends SourceLine {
  readonly name: string;
  /** Without comments, and with white space only where it means something. */
  readonly text: string;
}

export interface Linkname extends Declared {
  /** The local name has no body: it stands for the target. Otherwise it gives the target its body or variable. */
  readonly pulls: boolean;
}

export interface Signature extends Declared {
  /** Undefined body: assembly or a linkname implements it. */
  readonly hasBody: boolean;
}

/** At least one is there; both are there if the name is the same and the text is not. */
export interface Difference<T extends Declared> {
  readonly before: T | undefined;
  readonly after: T | undefined;
}

export interface Compared<T extends Declared> {
  /** How many were looked at: all that the pristine files declare, and those that are new. */
  readonly looked: number;
  readonly differences: readonly Difference<T>[];
}

export interface LineComparison {
  /** Lines with code or a comment, of the pristine files that are there after, too. */
  readonly looked: number;
  readonly changed: readonly ChangedLine[];
  readonly moved: readonly MovedLine[];
}

/** A line of a pristine file that does not stand in the patched one, which is there. */
export interface ChangedLine {
  readonly before: SourceLine;
  readonly text: string;
  /** Where the difference stands in the patched file. */
  readonly after: SourceLine;
  /** Whether every token of it still stands there, in the same order. */
  readonly kept: boolean;
  /** The tokens that came to those, in the order of the text. */
  readonly added: readonly string[];
  /** Linker symbol of the function that it stands in. */
  readonly function: string | undefined;
}

/** Original code that has another line number, or file name, than before, `//line` directives counted. */
export interface MovedLine {
  readonly before: SourceLine;
  readonly text: string;
  /** Its place in the patched file, as an editor counts. */
  readonly after: SourceLine;
  /** What the compiler takes for its place: `main.go:63`. */
  readonly position: string;
  /** How many lines with code, this one included, moved along with it. */
  readonly count: number;
}

export interface DeferComparison {
  /** Functions and function literals in the files that differ. */
  readonly looked: number;
  /** Those that have more defer statements than before. */
  readonly gained: readonly GainedDefer[];
}

export interface GainedDefer extends SourceLine {
  /** Linker symbol; `.func2` for the second function literal in it. */
  readonly function: string;
  readonly before: Defers;
  readonly after: Defers;
}

/** What decides whether the compiler can run the defers of a function without a record on a list. */
export interface Defers {
  readonly returns: number;
  readonly defers: number;
  /** Whether one of them is in a loop. */
  readonly looped: boolean;
}
