import { notAGoBinary } from "../../base/errors.ts";
import type { BinaryFunction } from "./comparison.ts";
import { type Elf, type Section, text, word } from "./elf.ts";
import { largestDelta, type PcTable, readPcTable } from "./pcsp.ts";
import { type SymbolTable, symbolAt } from "./symbols.ts";

/** A function of a linked binary with what the runtime knows of it. */
export interface LinkedFunction extends BinaryFunction {
  readonly entry: number;
  /** Its bytes. */
  readonly code: Buffer;
  /** The bytes after it, up to the next function. */
  readonly padding: Buffer;
  readonly pcsp: PcTable;
  /** Whether it has a deferreturn, funcID and funcFlag (TOPFRAME, SPWRITE, ASM). */
  readonly flags: string;
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
  const { functions, count } = table;
  const entry = (index: number): number => functions.readUInt32LE(index * 8);
  const base = textStart(table, entry(0), symbols) ?? code.address;
  return Array.from({ length: count }, (_, i) => {
    const [from, to] = [base + entry(i), base + entry(i + 1)];
    const span = code.data.subarray(from - code.address, to - code.address);
    return readFunction(table, functions.subarray(functions.readUInt32LE(i * 8 + 4)), from, span, symbols);
  });
}

/**
 * What entries are relative to. The header has not said it since go1.26: it is where the symbol of the first function
 * says; without symbols, the start of .text, which is the same unless C code was linked before it.
 */
function textStart({ functions, names }: Table, first: number, symbols: SymbolTable): number | undefined {
  const name = functionName(functions.subarray(functions.readUInt32LE(4)), names);
  const symbol = symbols.sorted.find((one) => one.name === name);
  return symbol && symbol.address - first;
}

function readFunction(
  { names, pcTables, quantum, funcId }: Table,
  record: Buffer,
  entry: number,
  span: Buffer,
  symbols: SymbolTable,
): LinkedFunction {
  // An offset of 0 says that there is no table.
  const pcsp = readPcTable(pcTables, record.readUInt32LE(16) || pcTables.length, quantum);
  const size = Math.min(pcsp.steps.at(-1)?.end ?? span.length, span.length);
  const args = record.readInt32LE(8);
  return {
    name: fullName(functionName(record, names), entry, symbols),
    entry,
    size,
    code: span.subarray(0, size),
    padding: span.subarray(size),
    frame: largestDelta(pcsp),
    args: args === unknownArgs ? undefined : args,
    pcsp,
    flags: `${record.readUInt32LE(12) > 0 ? "deferreturn " : ""}id ${record[funcId]} flag ${record[funcId + 1]}`,
  };
}

const functionName = (record: Buffer, names: Buffer): string => text(names, record.readInt32LE(4));

/** go1.18 to go1.20 write `[...]` for type arguments; the symbol table, where there is one, knows them. */
function fullName(name: string, entry: number, symbols: SymbolTable): string {
  if (!name.includes("[...]")) return name;
  return symbolAt(symbols, entry)?.name ?? name;
}
