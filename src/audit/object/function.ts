import { firstValue, pcTable } from "../pc-table.ts";
import { i32, u32 } from "./bytes.ts";
import type { ObjectFunction } from "./comparison.ts";
import type { NamedObject } from "./named.ts";
import { auxSize, type GoObject, relocationSize, type Stretch } from "./object.ts";

// Types of aux symbols (cmd/internal/goobj/objfile.go).
const aux = {
  type: 0,
  info: 1,
  funcdata: 2,
  pcsp: 7,
  pcfile: 8,
  pcline: 9,
  pcinline: 10,
  pcdata: 11,
} as const;
// Bits of Sym.Flag.
const flags = { dupok: 1 << 0, local: 1 << 1, nosplit: 1 << 4, reflectMethod: 1 << 5 } as const;
// Bits of FuncInfo.FuncFlag.
const infoFlags = { topFrame: 1 << 0, stackPointerWrite: 1 << 1, assembly: 1 << 2 } as const;
const openCodedDeferInfo = 4;
const unknownArgs = 0x80000000;
const inlineNodeSize = 24;

/** Where the tables of a function are: offsets of symbol references, in the order of the file. */
export interface FunctionTables {
  readonly symbol: number;
  /** FuncInfo. */
  readonly info: Stretch;
  readonly funcdata: readonly number[];
  readonly pcdata: readonly number[];
  readonly pcsp: number | undefined;
  readonly pcfile: number | undefined;
  readonly pcline: number | undefined;
  readonly pcinline: number | undefined;
}

/** The tables of a function; undefined for a text symbol without FuncInfo. */
export function functionTables(object: GoObject, symbol: number): FunctionTables | undefined {
  const info = auxReference(object, symbol, aux.info);
  if (info === undefined) return undefined;
  return {
    symbol,
    info: object.data(object.symbolOf(info)),
    funcdata: auxReferences(object, symbol, aux.funcdata),
    pcdata: auxReferences(object, symbol, aux.pcdata),
    pcsp: auxReference(object, symbol, aux.pcsp),
    pcfile: auxReference(object, symbol, aux.pcfile),
    pcline: auxReference(object, symbol, aux.pcline),
    pcinline: auxReference(object, symbol, aux.pcinline),
  };
}

/** The encoded table of SP by PC; empty where a function has none. */
export function stackTable(object: GoObject, symbol: number): Stretch {
  const pcsp = auxReference(object, symbol, aux.pcsp);
  return pcsp === undefined ? { from: 0, to: 0 } : object.data(object.symbolOf(pcsp));
}

/** FuncInfo.Args of a function; undefined where the assembler does not know it, or there is no FuncInfo. */
export function argsOf(object: GoObject, symbol: number): number | undefined {
  const info = auxReference(object, symbol, aux.info);
  return info === undefined ? undefined : knownArgs(object, object.data(object.symbolOf(info)).from);
}

// Both go over a dozen bytes for every function of a tool: nothing is allocated where nothing is found.

function auxReference(object: GoObject, symbol: number, type: number): number | undefined {
  const { from, to } = object.aux(symbol);
  for (let at = from; at < to; at += auxSize) if (object.bytes[at] === type) return at + 1;
  return undefined;
}

function auxReferences(object: GoObject, symbol: number, type: number): readonly number[] {
  const { from, to } = object.aux(symbol);
  let found: number[] | undefined;
  for (let at = from; at < to; at += auxSize)
    if (object.bytes[at] === type) {
      if (found) found.push(at + 1);
      else found = [at + 1];
    }
  return found ?? none;
}

/** FuncInfo: numbers of a function that the linker puts into pclntab. */
export interface FunctionInfo {
  /** Undefined: the assembler does not know it. */
  readonly args: number | undefined;
  readonly frame: number;
  readonly id: number;
  readonly flags: number;
}

export function functionInfo(object: GoObject, { info }: FunctionTables): FunctionInfo {
  const { bytes } = object;
  return {
    args: knownArgs(object, info.from),
    frame: i32(bytes, info.from + 4),
    id: bytes[info.from + 8]!,
    flags: bytes[info.from + 9]!,
  };
}

function knownArgs({ bytes }: GoObject, info: number): number | undefined {
  const args = u32(bytes, info);
  return args === unknownArgs ? undefined : args;
}

/** The line of its `func`; undefined before go1.20. */
export function startLine({ bytes, hasStartLines }: GoObject, { info }: FunctionTables): number | undefined {
  return hasStartLines ? i32(bytes, info.from + 12) : undefined;
}

/** Offsets of the nodes of the inline tree: parent, file, line, symbol reference of the function, PC of the parent. */
export function inlineNodes({ bytes, hasStartLines }: GoObject, { info }: FunctionTables): readonly number[] {
  const files = info.from + (hasStartLines ? 16 : 12);
  const nodes = files + 4 + 4 * u32(bytes, files);
  const count = u32(bytes, nodes);
  return count === 0 ? none : Array.from({ length: count }, (_, i) => nodes + 4 + i * inlineNodeSize);
}

const none: readonly number[] = [];

/** Where in a node of the inline tree the function is named. */
export const inlinedFunction = 12;

/** Everything that is said of a function without comparing it. `path` is the import path of its package. */
export function describeFunction(
  named: NamedObject,
  tables: FunctionTables,
  path: string,
  quantum: number,
): ObjectFunction {
  const { object } = named;
  const { symbol } = tables;
  const info = functionInfo(object, tables);
  const assembly = object.assembly || (info.flags & infoFlags.assembly) !== 0;
  const abi = object.abi(symbol);
  const defers = tables.funcdata[openCodedDeferInfo];
  return {
    name: object.name(symbol),
    package: path,
    abi: abi === 0 || (assembly && abi !== 1) ? "ABI0" : "ABIInternal",
    size: object.size(symbol),
    frame: info.frame,
    args: info.args,
    nosplit: isNosplit(object, symbol),
    wrapper: isWrapper(named, symbol),
    assembly,
    dupok: (object.flag(symbol) & flags.dupok) !== 0,
    linkname: (object.flag2(symbol) & object.tables.linknameFlag) !== 0,
    leaf: isLeaf(named, symbol),
    marks: marksOf(object, symbol, info),
    pcsp: stackPointer(object, tables, quantum),
    openCodedDefers: defers !== undefined && named.targetId(defers) >= 0,
    inlines: inlineNodes(object, tables)
      .map((node) => named.targetName(node + inlinedFunction))
      .sort(),
    startLine: startLine(object, tables),
    place: placeOf(object, tables),
  };
}

/** By its first instruction, unless that is of inlined code. */
function placeOf(object: GoObject, tables: FunctionTables): ObjectFunction["place"] {
  const first = (table: number | undefined): number => {
    if (table === undefined) return -1;
    const { from, to } = object.data(object.symbolOf(table));
    return firstValue(object.bytes, from, to);
  };
  const file = /^(?:gofile\.\.)?(?:\$GOROOT\/src\/)?([^<].*)/.exec(
    object.files[first(tables.pcfile)] ?? "",
  )?.[1];
  if (file === undefined || first(tables.pcinline) >= 0) return undefined;
  return { file, line: startLine(object, tables) ?? first(tables.pcline) };
}

/** Releases without a flag for it make ABI wrappers DUPOK; they stand beside, or refer to, the same name in the other ABI. */
function isWrapper(named: NamedObject, symbol: number): boolean {
  const { object } = named;
  if (object.tables.wrapperFlag !== 0) return (object.flag2(symbol) & object.tables.wrapperFlag) !== 0;
  return (object.flag(symbol) & flags.dupok) !== 0 && named.hasOtherAbi(symbol);
}

export function isNosplit(object: GoObject, symbol: number): boolean {
  return (object.flag(symbol) & flags.nosplit) !== 0;
}

// Calls that the assembler does not count, because they need no frame of their own.
const uncounted = /^runtime\.(panic|goPanic|duff)/;

function isLeaf(named: NamedObject, symbol: number): boolean {
  const { object } = named;
  const { from, to } = object.relocations(symbol);
  for (let at = from; at < to; at += relocationSize)
    if (object.isCall(at) && !uncounted.test(named.targetName(at + 15))) return false;
  return true;
}

/** What runtime and linker treat in a special way. */
export function marksOf(object: GoObject, symbol: number, info: FunctionInfo): string[] {
  const flag = object.flag(symbol);
  const kind = object.kind(symbol);
  const marks: [name: string, set: boolean | number][] = [
    ["TOPFRAME", info.flags & infoFlags.topFrame],
    ["SPWRITE", info.flags & infoFlags.stackPointerWrite],
    ["DUPOK", flag & flags.dupok],
    ["LOCAL", flag & flags.local],
    ["REFLECTMETHOD", flag & flags.reflectMethod],
    [`funcID ${info.id}`, info.id],
    [kind, kind !== "STEXT"],
    [`align ${object.align(symbol)}`, object.align(symbol)],
  ];
  return marks.filter(([, set]) => set).map(([name]) => name);
}

function stackPointer(object: GoObject, { pcsp }: FunctionTables, quantum: number): ObjectFunction["pcsp"] {
  if (pcsp === undefined) return [];
  const { from, to } = object.data(object.symbolOf(pcsp));
  const { pcs, values } = pcTable(object.bytes, from, to, quantum);
  return pcs.map((pc, i) => ({ pc, delta: values[i]! }));
}
