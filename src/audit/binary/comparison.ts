/** What a linked binary says of one function (ELF and .gopclntab). Sizes in bytes. */
export interface BinaryFunction {
  readonly name: string;
  readonly size: number;
  /** The largest SP delta of its pcsp table. */
  readonly frame: number;
  /** Stack arguments, results and spill area; undefined where it is not known (some assembly). */
  readonly args: number | undefined;
}

export interface BinaryIdentity {
  readonly sha256: string;
  /** Go build ID, from the ELF note or the text segment. */
  readonly buildId: string;
  readonly goVersion: string;
  /** As the binary itself says (build settings, ELF machine). */
  readonly goos: string;
  readonly goarch: string;
  readonly size: number;
  readonly functions: number;
}

export interface ChangedBinaryFunction {
  readonly before: BinaryFunction;
  readonly after: BinaryFunction;
  readonly facts: readonly ("code" | "frame" | "args" | "pcsp" | "flags")[];
}

/** A function of the binary whose bytes, outside the relocated fields, are not those of the object. */
export interface Untied {
  readonly name: string;
  readonly why: string;
}

/** A function of the binary whose code is that of the object, but whose entry in .gopclntab is not. */
export interface TableDifference {
  readonly name: string;
  readonly table: "pcsp" | "args";
}

/** Calls of functions that do not check the stack, and the bytes that they need together. */
export interface StackChain {
  readonly bytes: number;
  /** Linker symbols, from the first caller on. */
  readonly functions: readonly string[];
}

/** The link check: every function of the binary against the object that it was linked from. */
export interface LinkCheck {
  readonly tied: number;
  readonly untied: readonly Untied[];
  readonly tables: readonly TableDifference[];
  /** The chain of NOSPLIT functions that needs the most stack, of those that were linked. */
  readonly deepest: StackChain;
  /**
   * Of each function that is tied, by name: the import path of the package whose object it comes from. Of instances and
   * wrappers many packages hold a copy, each compiled on its own, and the linker takes the first that it meets.
   */
  readonly origins: ReadonlyMap<string, string>;
}

/** How the stock tool that was rebuilt compares with the one that was distributed. */
export type Baseline =
  | { readonly kind: "same-bytes" }
  /** Build ID and every section that is loaded are equal; named sections are not (symbols, DWARF). */
  | { readonly kind: "same-code"; readonly sections: readonly string[] }
  /** First the loaded sections that differ. */
  | { readonly kind: "different"; readonly sections: readonly string[] };

/** A build setting that `go version -m` prints, where the two tools differ in it; undefined: it is not there. */
export interface DifferentSetting {
  readonly name: string;
  readonly stock: string | undefined;
  readonly instrumented: string | undefined;
}

/** A section with other contents. */
export interface DifferentSection {
  readonly name: string;
  /** How many bytes differ. */
  readonly bytes: number;
  /** The address of the first of them, and the symbol that it lies in. */
  readonly first: number;
  readonly symbol: string | undefined;
}

/** What is loaded and is no code. */
export interface DataComparison {
  /** All that were compared, and their size together. */
  readonly sections: readonly string[];
  readonly bytes: number;
  readonly different: readonly DifferentSection[];
}

export interface BinaryComparison {
  readonly stock: BinaryIdentity;
  readonly instrumented: BinaryIdentity;
  /** How many build settings either tool names, and those that differ. */
  readonly settings: { readonly compared: number; readonly different: readonly DifferentSetting[] };
  /** Why code and data were not compared: the tools are of other releases or platforms. Then nothing below is known. */
  readonly unlike: string | undefined;
  readonly changed: readonly ChangedBinaryFunction[];
  readonly added: readonly BinaryFunction[];
  readonly removed: readonly BinaryFunction[];
  /** How many functions both have. */
  readonly compared: number;
  /** Names of functions that refer to data of which it is not known whether it is the same, and do not differ else. */
  readonly undecided: readonly string[];
  /** Those of the two that have no symbol table. */
  readonly stripped: readonly ("stock" | "instrumented")[];
  /** Undefined where things moved: then addresses in data differ everywhere. */
  readonly data: DataComparison | undefined;
  /** Whether both begin to run at the same place of the same function. */
  readonly sameEntry: boolean;
  /** Functions of the instrumented tool that are followed by other bytes than padding. */
  readonly unpadded: readonly string[];
  /** Undefined where there are no objects. */
  readonly links: { readonly stock: LinkCheck; readonly instrumented: LinkCheck } | undefined;
  /** Undefined where nothing was distributed for this platform, or nothing rebuilt. */
  readonly baseline: Baseline | undefined;
  /** Call frame information against pcsp, where the binary has DWARF: entries compared, names of those that differ. */
  readonly frameInformation: { readonly compared: number; readonly different: readonly string[] } | undefined;
}
