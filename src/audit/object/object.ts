import { unknownObjectFormat } from "../../base/errors.ts";
import { u16, u32 } from "./bytes.ts";
import type { ObjectTables } from "./tables.ts";

// Blocks of a Go object, in the order of their offsets in its header (cmd/internal/goobj/objfile.go).
const blocks = {
  packages: 1,
  files: 2,
  definitions: 3,
  hashed64: 4,
  hashed: 5,
  nonPackage: 6,
  references: 7,
  referenceFlags: 8,
  relocationIndex: 11,
  auxIndex: 12,
  dataIndex: 13,
  relocations: 14,
  aux: 15,
  data: 16,
  referenceNames: 17,
  end: 18,
} as const;

const headerSize = 8 + 8 + 4 + 4 * 19;
const fromAssembly = 1 << 2;
const symbolSize = 21;
export const relocationSize = 23;
export const auxSize = 9;

// Values of PkgIdx in a symbol reference; every other one numbers an imported package.
const nonPackage = 0x7fffffff;
const hashed64 = nonPackage - 1;
const hashed = nonPackage - 2;
const builtin = nonPackage - 3;
const self = nonPackage - 4;

/** What a symbol reference in the file points to. */
export type Target =
  /** A symbol that this object defines or names, by its number here. */
  | { readonly kind: "symbol"; readonly symbol: number }
  /** A symbol of another package, by its number in the object of that package. */
  | { readonly kind: "imported"; readonly package: string; readonly index: number }
  | { readonly kind: "builtin"; readonly index: number }
  | { readonly kind: "none" };

/** A stretch of the object's bytes. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * One Go object (goobj), read in place. Its symbols are numbered from 0: definitions of the package, content-addressed
 * ones (short, long), definitions without a package, and behind them what it only refers to.
 */
export class GoObject {
  /** Whether the assembler wrote it. */
  readonly assembly: boolean;
  /** Whether FuncInfo holds the line of `func`: from go1.20 on. */
  readonly hasStartLines: boolean;
  /** How many symbols are defined here: numbers below this one have data, relocations and aux symbols. */
  readonly definitions: number;
  /** How many are defined or referred to. */
  readonly symbols: number;
  private readonly firstHashed64: number;
  private readonly firstHashed: number;
  private readonly firstNonPackage: number;
  /** The offset of each block: they are asked for with every symbol. */
  private readonly offsets: readonly number[];
  private knownFiles: readonly string[] | undefined;
  private knownPackages: readonly string[] | undefined;

  /** `bytes` begin with the magic. */
  private constructor(
    readonly bytes: Buffer,
    readonly tables: ObjectTables,
  ) {
    this.assembly = (u32(bytes, 16) & fromAssembly) !== 0;
    this.hasStartLines = bytes.toString("latin1", 3, 6) !== "118";
    this.offsets = Array.from({ length: blocks.end + 1 }, (_, block) => u32(bytes, 20 + 4 * block));
    this.firstHashed64 = this.count("definitions", "hashed64");
    this.firstHashed = this.count("definitions", "hashed");
    this.firstNonPackage = this.count("definitions", "nonPackage");
    this.definitions = this.count("definitions", "references");
    this.symbols = this.count("definitions", "referenceFlags");
  }

  /** The source files, by their number here. */
  get files(): readonly string[] {
    this.knownFiles ??= this.strings("files", "definitions");
    return this.knownFiles;
  }

  /** The object in an archive member; undefined: it is not one of Go (cgo). Throws `unknown-object-format`. */
  static in(member: Buffer, tables: ObjectTables, what: string): GoObject | undefined {
    if (member.toString("latin1", 0, 10) !== "go object ") return undefined;
    const text = member.indexOf("\n!\n");
    const bytes = member.subarray(text + 3);
    const magic = bytes.toString("latin1", 0, 8);
    if (text < 0 || (magic !== "\0go118ld" && magic !== "\0go120ld"))
      throw unknownObjectFormat(what, `it begins with ${JSON.stringify(magic)}`);
    const end = bytes.length < headerSize ? 0 : u32(bytes, 20 + 4 * blocks.end);
    if (end < headerSize || end > bytes.length) throw unknownObjectFormat(what, "it is cut off");
    return new GoObject(bytes, tables);
  }

  name(symbol: number): string {
    return this.string(this.symbolAt(symbol));
  }

  /** 0: ABI0, 1: ABIInternal, 0xffff: static to this object. */
  abi(symbol: number): number {
    return u16(this.bytes, this.symbolAt(symbol) + 8);
  }

  /** `STEXT`. */
  kind(symbol: number): string {
    return this.tables.symbolKinds[this.bytes[this.symbolAt(symbol) + 10]!] ?? "";
  }

  isFunction(symbol: number): boolean {
    return this.tables.functions[this.bytes[this.symbolAt(symbol) + 10]!] === true;
  }

  /** Whether it is part of DWARF. */
  isDebugging(symbol: number): boolean {
    return this.tables.debugging[this.bytes[this.symbolAt(symbol) + 10]!] === true;
  }

  /** What is said of a symbol besides its name and ABI: kind, flags, size and alignment. */
  shape(symbol: number): Stretch {
    const at = this.symbolAt(symbol);
    return { from: at + 10, to: at + symbolSize };
  }

  flag(symbol: number): number {
    return this.bytes[this.symbolAt(symbol) + 11]!;
  }

  flag2(symbol: number): number {
    return this.bytes[this.symbolAt(symbol) + 12]!;
  }

  size(symbol: number): number {
    return u32(this.bytes, this.symbolAt(symbol) + 13);
  }

  align(symbol: number): number {
    return u32(this.bytes, this.symbolAt(symbol) + 17);
  }

  /** Whether its content is its identity, and its name only a hint. */
  isContentAddressed(symbol: number): boolean {
    return symbol >= this.firstHashed64 && symbol < this.firstNonPackage;
  }

  data(symbol: number): Stretch {
    return this.indexed(symbol, blocks.dataIndex, blocks.data, 1);
  }

  /** Entries of `relocationSize` bytes: offset i32, size u8, type u16, addend i64, symbol reference. */
  relocations(symbol: number): Stretch {
    return this.indexed(symbol, blocks.relocationIndex, blocks.relocations, relocationSize);
  }

  /** Entries of `auxSize` bytes: type u8, symbol reference. */
  aux(symbol: number): Stretch {
    return this.indexed(symbol, blocks.auxIndex, blocks.aux, auxSize);
  }

  /** `R_CALL`, of the relocation at this offset. */
  relocationType(at: number): string {
    // The highest bit marks a weak reference.
    return this.tables.relocationTypes[u16(this.bytes, at + 5) & 0x7fff] ?? "";
  }

  /** Whether the relocation at this offset is a call, direct or by pointer. */
  isCall(at: number): boolean {
    return this.tables.calls[u16(this.bytes, at + 5) & 0x7fff] === true;
  }

  /** The number here of the symbol that the reference at this offset points to; -1: it is not one of this object. */
  symbolOf(at: number): number {
    const index = u32(this.bytes, at + 4);
    switch (u32(this.bytes, at)) {
      case self:
        return index;
      case nonPackage:
        return this.firstNonPackage + index;
      case hashed:
        return this.firstHashed + index;
      case hashed64:
        return this.firstHashed64 + index;
      default:
        return -1;
    }
  }

  /** A number for the symbol reference at this offset: equal ones point to the same. */
  referenceKey(at: number): number {
    return u32(this.bytes, at) * 2 ** 22 + u32(this.bytes, at + 4);
  }

  /** What the symbol reference at this offset points to. */
  target(at: number): Target {
    const symbol = this.symbolOf(at);
    if (symbol >= 0) return { kind: "symbol", symbol };
    const pkg = u32(this.bytes, at);
    const index = u32(this.bytes, at + 4);
    if (pkg === 0) return { kind: "none" };
    if (pkg === builtin) return { kind: "builtin", index };
    return { kind: "imported", package: this.packages[pkg] ?? "", index };
  }

  private get packages(): readonly string[] {
    this.knownPackages ??= this.strings("packages", "files");
    return this.knownPackages;
  }

  /** The names of imported symbols, as far as relocations refer to them, with the offset of the reference. */
  *referenceNames(): Generator<{ readonly at: number; readonly name: string }> {
    const { from, to } = this.block("referenceNames", "end");
    for (let at = from; at < to; at += 16) yield { at, name: this.string(at + 8) };
  }

  private symbolAt(symbol: number): number {
    return this.offset(blocks.definitions) + symbol * symbolSize;
  }

  private count(from: keyof typeof blocks, to: keyof typeof blocks): number {
    const block = this.block(from, to);
    return (block.to - block.from) / symbolSize;
  }

  private block(from: keyof typeof blocks, to: keyof typeof blocks): Stretch {
    return { from: this.offset(blocks[from]), to: this.offset(blocks[to]) };
  }

  private offset(block: number): number {
    return this.offsets[block]!;
  }

  private indexed(symbol: number, index: number, block: number, size: number): Stretch {
    const at = this.offset(index) + 4 * symbol;
    const start = this.offset(block);
    return { from: start + u32(this.bytes, at) * size, to: start + u32(this.bytes, at + 4) * size };
  }

  private strings(from: keyof typeof blocks, to: keyof typeof blocks): string[] {
    const block = this.block(from, to);
    const count = (block.to - block.from) / 8;
    return Array.from({ length: count }, (_, i) => this.string(block.from + 8 * i));
  }

  private string(at: number): string {
    const from = u32(this.bytes, at + 4);
    return this.bytes.toString("utf8", from, from + u32(this.bytes, at));
  }
}
