import { notAGoBinary } from "../../base/errors.ts";
import { largestValue, type PcTable, pcTable } from "../pc-table.ts";
import type { BinaryFunction } from "./comparison.ts";
import { type Elf, type Section, text, word } from "./elf.ts";
import { type SymbolTable, symbolAt } from "./symbols.ts";

/** A function of a linked binary with what the runtime knows of it. */
export interface LinkedFunction extends BinaryFunction {
  readonly entry: number;
  /** Its bytes. */
  readonly code: Buffer;
  /** The bytes after it, up to the next function. */
  readonly padding: Buffer;
  readonly pcsp: StackTable;
  readonly funcId: number;
  /** TOPFRAME, SPWRITE, ASM. */
  readonly funcFlag: number;
  readonly hasDeferReturn: boolean;
}

/** SP by PC: how far it is below its value at the entry. */
export interface StackTable extends PcTable {
  /** The bytes that encode it; equal bytes, equal tables. */
  readonly bytes: Buffer;
}

/** The parts of pclntab that are read, as they are since go1.18. */
interface Table {
  /** Smallest length of an instruction, byte 6. */
  readonly quantum: number;
  readonly count: number;
  readonly names: Buffer;
  readonly pcTables: Buffer;
  /** Pairs of an entry, relative to the start of the text, and of the offset of the record in these bytes. */
  readonly functions: Buffer;
  /** Where funcID lies in a record: go1.20 put the start line before it. */
  readonly funcId: number;
}

/** By magic number: go1.18 and go1.19, then all since. */
const funcIds: Readonly<Record<number, number>> = { 4294967280: 36, 4294967281: 40 };
const unknownArgs = -0x80000000;

/** The functions of a binary, in the order of their addresses. */
export interface FunctionTable {
  /** The smallest length of an instruction, which PCs in its tables count in. */
  readonly quantum: number;
  readonly functions: readonly LinkedFunction[];
}

/** Reads .gopclntab, which survives `strip`. */
export function readFunctions(elf: Elf, symbols: SymbolTable, name: string): FunctionTable {
  const section = elf.sections.find((one) => one.name.endsWith(".gopclntab"));
  const code = elf.sections.find((one) => one.name === ".text");
  if (!section || !code) throw notAGoBinary(name, "it has no .gopclntab or no .text");
  try {
    const table = readTable(section.data);
    return { quantum: table.quantum, functions: allFunctions(table, code, symbols) };
  } catch (cause) {
    throw notAGoBinary(name, "its .gopclntab is damaged, or of a Go before go1.18", { cause });
  }
}

function readTable(data: Buffer): Table {
  const funcId = funcIds[data.readUInt32LE(0)];
  if (funcId === undefined || data[7] !== 8) throw new RangeError("unknown magic number or pointer size");
  const part = (field: number): Buffer => data.subarray(word(data, field));
  return {
    quantum: data.readUInt8(6),
    count: word(data, 8),
    names: part(32),
    pcTables: part(56),
    functions: part(64),
    funcId,
  };
}

function allFunctions(table: Table, code: Section, symbols: SymbolTable): LinkedFunction[] {
  const first = table.functions.readUInt32LE(0);
  const reader = new FunctionReader(table, code, textStart(table, first, symbols) ?? code.address, symbols);
  return Array.from({ length: table.count }, (_, index) => reader.read(index));
}

/**
 * What entries are relative to. The header has not said it since go1.26: it is where the symbol of the first function
 * says; without symbols, the start of .text, which is the same unless C code was linked before it.
 */
function textStart(table: Table, first: number, symbols: SymbolTable): number | undefined {
  const name = functionName(table, table.functions.readUInt32LE(4));
  const symbol = symbols.sorted.find((one) => one.name === name);
  return symbol && symbol.address - first;
}

class FunctionReader {
  /** By offset: the linker writes equal tables once. */
  private readonly stackTables = new Map<number, StackTable>();

  constructor(
    private readonly table: Table,
    private readonly code: Section,
    private readonly base: number,
    private readonly symbols: SymbolTable,
  ) {}

  read(index: number): LinkedFunction {
    const { functions, funcId } = this.table;
    const [entry, next] = [this.entry(index), this.entry(index + 1)];
    const record = functions.readUInt32LE(index * 8 + 4);
    const pcsp = this.stackTable(functions.readUInt32LE(record + 16));
    const size = Math.min(pcsp.end || next - entry, next - entry);
    const args = functions.readInt32LE(record + 8);
    return {
      name: fullName(functionName(this.table, record), entry, this.symbols),
      entry,
      size,
      code: this.bytes(entry, entry + size),
      padding: this.bytes(entry + size, next),
      frame: largestValue(pcsp),
      args: args === unknownArgs ? undefined : args,
      pcsp,
      funcId: functions.readUInt8(record + funcId),
      funcFlag: functions.readUInt8(record + funcId + 1),
      hasDeferReturn: functions.readUInt32LE(record + 12) > 0,
    };
  }

  private entry(index: number): number {
    return this.base + this.table.functions.readUInt32LE(index * 8);
  }

  private bytes(from: number, to: number): Buffer {
    return this.code.data.subarray(from - this.code.address, to - this.code.address);
  }

  /** An offset of 0 says that there is no table. */
  private stackTable(offset: number): StackTable {
    const known = this.stackTables.get(offset);
    if (known) return known;
    const { pcTables, quantum } = this.table;
    const from = offset || pcTables.length;
    const table = pcTable(pcTables, from, pcTables.length, quantum);
    const read = { ...table, bytes: pcTables.subarray(from, table.to) };
    this.stackTables.set(offset, read);
    return read;
  }
}

const functionName = ({ functions, names }: Table, record: number): string =>
  text(names, functions.readInt32LE(record + 4));

/** go1.18 to go1.20 write `[...]` for type arguments; the symbol table, where there is one, knows them. */
function fullName(name: string, entry: number, symbols: SymbolTable): string {
  if (!name.includes("[...]")) return name;
  return symbolAt(symbols, entry)?.name ?? name;
}
