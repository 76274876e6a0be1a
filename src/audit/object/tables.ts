import { unknownObjectFormat } from "../../base/errors.ts";

/** The sources that `objectTables` reads, by their path below GOROOT/src, of the release that wrote the objects. */
export const objectTableFiles = {
  symbolKinds: "cmd/internal/objabi/symkind.go",
  relocationTypes: "cmd/internal/objabi/reloctype.go",
  builtins: "cmd/internal/goobj/builtinlist.go",
  flags: "cmd/internal/goobj/objfile.go",
  architectures: "cmd/internal/sys/arch.go",
} as const;

export type ObjectTableTexts = Readonly<Record<keyof typeof objectTableFiles, string>>;

/** The numbers of the object format that change from release to release. */
export interface ObjectTables {
  /** `STEXT`, by number. */
  readonly symbolKinds: readonly string[];
  /** Whether it is the kind of functions, by number. */
  readonly functions: readonly boolean[];
  /** Whether it is a kind of DWARF, by number. */
  readonly debugging: readonly boolean[];
  /** `R_CALL`, by number. */
  readonly relocationTypes: readonly string[];
  /** Whether it is a call, direct or by pointer, by number of the relocation type. */
  readonly calls: readonly boolean[];
  /** The runtime symbols that objects name by number. */
  readonly builtins: readonly { readonly name: string; readonly abi: number }[];
  /** Bits of Sym.Flag2; 0: this release has no such flag. */
  readonly linknameFlag: number;
  readonly wrapperFlag: number;
  /** Bytes that one step of a PC table stands for, by GOARCH. */
  readonly pcQuantum: Readonly<Record<string, number>>;
}

/** Reads the tables out of the sources of the same release. Throws `unknown-object-format`. */
export function objectTables(texts: ObjectTableTexts): ObjectTables {
  const flag2 = constants(texts.flags, "SymFlagUsedInIface");
  const bit = (name: string): number => (flag2.includes(name) ? 1 << flag2.indexOf(name) : 0);
  // The first is `1 + iota`.
  const relocationTypes = ["", ...constants(texts.relocationTypes, "R_ADDR")];
  const symbolKinds = constants(texts.symbolKinds, "Sxxx");
  return {
    symbolKinds,
    functions: symbolKinds.map((kind) => kind.startsWith("STEXT")),
    debugging: symbolKinds.map((kind) => kind.startsWith("SDWARF")),
    relocationTypes,
    calls: relocationTypes.map((type) => classOfRelocation(type) === "call" || type === "R_CALLIND"),
    builtins: builtins(texts.builtins),
    linknameFlag: bit("SymFlagLinkname"),
    wrapperFlag: bit("SymFlagABIWrapper"),
    pcQuantum: pcQuantum(texts.architectures),
  };
}

/** The class of a relocation type of any architecture; `other` are those that put no address anywhere. */
export function classOfRelocation(type: string): "call" | "address" | "other" {
  if (type === "R_CALLIND") return "other";
  if (/^R_(CALL|JMP|RISCV_JAL|RISCV_CALL|LOONG64_CALL)/.test(type)) return "call";
  return /^R_(USE|KEEP|SIZE|CONST|INITORDER|WASMIMPORT)|TLS/.test(type) ? "other" : "address";
}

/** The names of an iota block, from `first` on. */
function constants(text: string, first: string): string[] {
  const lines = text.split("\n").map((line) => line.replace(/\/\/.*/, "").trim());
  const from = lines.findIndex((line) => line === first || line.startsWith(`${first} `));
  if (from < 0) throw unknownObjectFormat(first, "its constants are not where they used to be");
  const names = lines.slice(from, lines.indexOf(")", from)).filter((line) => line !== "");
  return names.map((line) => line.split(" ")[0]!);
}

function builtins(text: string): { name: string; abi: number }[] {
  return [...text.matchAll(/\{"([^"]+)", (\d+)\}/g)].map(([, name, abi]) => ({
    name: name!,
    abi: Number(abi),
  }));
}

function pcQuantum(text: string): Record<string, number> {
  const entries = [...text.matchAll(/Name:\s+"(\w+)"[^}]*?MinLC:\s+(\d+)/g)];
  return Object.fromEntries(entries.map(([, name, size]) => [name!, Number(size)]));
}
