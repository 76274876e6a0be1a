/** What is compared of a function, fact by fact. */
export type Fact =
  | "code" // the unrelocated bytes
  | "relocations" // targets by name, in order
  | "frame"
  | "args" // stack arguments, results and the spill area of register arguments
  | "arginfo" // FUNCDATA ArgInfo: what is passed, in which order and size
  | "pcsp" // SP at every PC
  | "nosplit"
  | "abi" // ABI0 or ABIInternal, wrapper, assembly
  | "linkname" // whether a linkname directive names it
  | "flags" // the marks: funcID, TOPFRAME, SPWRITE, DUPOK, …
  | "stackmaps" // FUNCDATA and PCDATA, but for lines and inlining
  | "lines" // pcline, pcfile, start line
  | "inlining"; // pcinline, inline tree

/** What the object file says of one function. Sizes in bytes. */
export interface ObjectFunction {
  /** Linker symbol, `cmd/compile/internal/gc.Main`. */
  readonly name: string;
  /** Import path of the package in whose object it lies. */
  readonly package: string;
  readonly abi: "ABI0" | "ABIInternal";
  readonly size: number;
  /** FuncInfo.Locals: on amd64 with the saved BP; some assembly says -8, for no return address either. */
  readonly frame: number;
  /** FuncInfo.Args; undefined where the assembler does not know it. */
  readonly args: number | undefined;
  readonly nosplit: boolean;
  readonly wrapper: boolean;
  readonly assembly: boolean;
  readonly dupok: boolean;
  readonly linkname: boolean;
  /** It calls nothing that needs a frame. The assembler makes small leaves NOSPLIT by itself. */
  readonly leaf: boolean;
  /** What is special about it to runtime and linker: `TOPFRAME`, `SPWRITE`, `DUPOK`, `funcID 22`. */
  readonly marks: readonly string[];
  /** SP relative to the entry, by PC: starts of ranges, in order; the last value holds to the end. */
  readonly pcsp: readonly { readonly pc: number; readonly delta: number }[];
  readonly openCodedDefers: boolean;
  /** Functions inlined into it, by linker symbol, sorted, with repetitions. */
  readonly inlines: readonly string[];
  /** The line of its `func`; undefined before go1.20. */
  readonly startLine: number | undefined;
  /** File below GOROOT/src and line where it begins; undefined for what the compiler made. */
  readonly place: { readonly file: string; readonly line: number } | undefined;
}

/** How often one relocation target is lost or gained: kind is the class of the relocation. */
export interface ReferenceDelta {
  readonly kind: "call" | "address" | "other";
  readonly target: string;
  /** Negative: lost. */
  readonly count: number;
  /**
   * The functions in whose inlined code those that are lost or gained stand, outermost first, once for each such place;
   * `[]`: code of the function itself. Left out where all are in that.
   */
  readonly within?: readonly (readonly string[])[];
}

export interface ChangedFunction {
  readonly before: ObjectFunction;
  readonly after: ObjectFunction;
  /** At least one. */
  readonly facts: readonly Fact[];
  /** Sorted by target; empty where the multiset of targets is the same. */
  readonly references: readonly ReferenceDelta[];
}

/** A function that only the instrumented objects hold. */
export interface AddedFunction extends ObjectFunction {
  /** All that it refers to; sorted by target. */
  readonly references: readonly ReferenceDelta[];
}

/** A function that has another name and the same content: closures and wrappers are renumbered by an insertion. */
export interface RenamedFunction {
  readonly before: ObjectFunction;
  readonly after: ObjectFunction;
}

export interface ChangedData {
  readonly package: string;
  readonly name: string;
  readonly kind: "changed" | "added" | "removed";
}

export interface ComparedPackage {
  readonly path: string;
  readonly kind: "identical" | "compared" | "added" | "removed";
  /** Whether its export data (without the header that names the build) is the same; undefined where it was not read. */
  readonly sameExports: boolean | undefined;
}

/** Stock objects against instrumented ones: all packages of one tool. All lists sorted by package and name. */
export interface ObjectComparison {
  readonly packages: readonly ComparedPackage[];
  /** How many functions the packages that differ hold in both, and how many of them are the same in every fact. */
  readonly functions: { readonly compared: number; readonly identical: number };
  /** All functions of the packages that differ, as the instrumented objects have them. */
  readonly instrumented: readonly ObjectFunction[];
  readonly changed: readonly ChangedFunction[];
  readonly renamed: readonly RenamedFunction[];
  readonly added: readonly AddedFunction[];
  readonly removed: readonly ObjectFunction[];
  readonly data: readonly ChangedData[];
  /** Whether objects of this release say which symbols a linkname reaches. */
  readonly knowsLinknames: boolean;
}
