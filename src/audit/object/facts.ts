import { pcTable } from "../pc-table.ts";
import { i32, sameBytes } from "./bytes.ts";
import type { Fact } from "./comparison.ts";
import {
  type FunctionTables,
  functionInfo,
  inlinedFunction,
  inlineNodes,
  isNosplit,
  marksOf,
  startLine,
} from "./function.ts";
import type { NamedObject } from "./named.ts";
import type { GoObject } from "./object.ts";
import type { Pairing } from "./pairing.ts";

// The index of FUNCDATA that says what is passed.
const argInfo = 5;

/**
 * Compares functions fact by fact. Where the code differs, every PC has moved: tables are then compared by the values
 * that they go through, in order, and relocations by what they refer to, in order.
 */
export class FunctionComparer {
  /** Whether both objects number their source files alike. */
  private readonly sameFiles: boolean;

  constructor(
    private readonly pairing: Pairing,
    private readonly quantum: number,
  ) {
    const [a, b] = [pairing.a.object.files, pairing.b.object.files];
    this.sameFiles = a.length === b.length && a.every((file, i) => file === b[i]);
  }

  /** The facts that differ, none if the functions are the same. */
  facts(a: FunctionTables, b: FunctionTables): Fact[] {
    const { pairing } = this;
    const [i, j] = [a.symbol, b.symbol];
    const sameCode = pairing.sameData(i, j);
    const facts: Fact[] = [];
    if (!sameCode) facts.push("code");
    if (!pairing.sameRelocations(i, j, sameCode)) facts.push("relocations");
    if (!this.sameHeader(a, b)) facts.push(...this.headerFacts(a, b));
    if (!this.sameTable(a.pcsp, b.pcsp, sameCode)) facts.push("pcsp");
    if (!this.sameFuncdata(a, b, argInfo)) facts.push("arginfo");
    if (!this.sameStackMaps(a, b, sameCode)) facts.push("stackmaps");
    if (!this.sameLines(a, b, sameCode)) facts.push("lines");
    if (!this.sameInlining(a, b, sameCode)) facts.push("inlining");
    return facts;
  }

  /** Whether symbol and FuncInfo are the same to the bit, as they mostly are. */
  private sameHeader(a: FunctionTables, b: FunctionTables): boolean {
    const [objectA, objectB] = [this.pairing.a.object, this.pairing.b.object];
    return (
      this.pairing.sameShape(a.symbol, b.symbol) &&
      objectA.abi(a.symbol) === objectB.abi(b.symbol) &&
      sameBytes(objectA.bytes, a.info.from, a.info.to, objectB.bytes, b.info.from, b.info.to)
    );
  }

  /** Facts that are read off, not compared symbol by symbol. */
  private headerFacts(a: FunctionTables, b: FunctionTables): Fact[] {
    const [before, after] = [header(this.pairing.a.object, a), header(this.pairing.b.object, b)];
    const names = Object.keys(before) as (keyof typeof before)[];
    return names.filter((name) => before[name] !== after[name]);
  }

  private sameFuncdata(a: FunctionTables, b: FunctionTables, index: number): boolean {
    const [atA, atB] = [a.funcdata[index], b.funcdata[index]];
    return atA === undefined || atB === undefined ? atA === atB : this.pairing.sameTarget(atA, atB);
  }

  private sameStackMaps(a: FunctionTables, b: FunctionTables, sameCode: boolean): boolean {
    const count = Math.max(a.funcdata.length, b.funcdata.length);
    for (let index = 0; index < count; index++)
      if (index !== argInfo && !this.sameFuncdata(a, b, index)) return false;
    return (
      a.pcdata.length === b.pcdata.length &&
      a.pcdata.every((at, i) => this.sameTable(at, b.pcdata[i], sameCode))
    );
  }

  private sameLines(a: FunctionTables, b: FunctionTables, sameCode: boolean): boolean {
    const { pairing } = this;
    return (
      startLine(pairing.a.object, a) === startLine(pairing.b.object, b) &&
      this.sameTable(a.pcline, b.pcline, sameCode) &&
      (this.sameFiles
        ? this.sameTable(a.pcfile, b.pcfile, sameCode)
        : this.sameValues(a.pcfile, b.pcfile, sameCode, fileName))
    );
  }

  private sameInlining(a: FunctionTables, b: FunctionTables, sameCode: boolean): boolean {
    const { pairing } = this;
    const nodesA = inlineNodes(pairing.a.object, a);
    const nodesB = inlineNodes(pairing.b.object, b);
    return (
      nodesA.length === nodesB.length &&
      nodesA.every((node, i) => this.sameInlineNode(node, nodesB[i]!, sameCode)) &&
      (!sameCode || this.sameTable(a.pcinline, b.pcinline, true))
    );
  }

  /** Parent i32, file u32, line i32, symbol reference, PC of the parent i32. */
  private sameInlineNode(atA: number, atB: number, sameCode: boolean): boolean {
    const { a, b } = this.pairing;
    const same = (offset: number): boolean =>
      i32(a.object.bytes, atA + offset) === i32(b.object.bytes, atB + offset);
    return (
      same(0) &&
      fileName(a, i32(a.object.bytes, atA + 4)) === fileName(b, i32(b.object.bytes, atB + 4)) &&
      same(8) &&
      this.pairing.sameTarget(atA + inlinedFunction, atB + inlinedFunction) &&
      (!sameCode || same(20))
    );
  }

  /** Whether two pc-value tables, given by the references to them, are the same. */
  private sameTable(atA: number | undefined, atB: number | undefined, sameCode: boolean): boolean {
    if (atA === undefined || atB === undefined) return atA === atB;
    if (this.pairing.sameTarget(atA, atB)) return true;
    return !sameCode && this.sameValues(atA, atB, false, (_, value) => value);
  }

  private sameValues(
    atA: number | undefined,
    atB: number | undefined,
    sameCode: boolean,
    meaning: (side: NamedObject, value: number) => number | string,
  ): boolean {
    const [a, b] = [this.values(this.pairing.a, atA, meaning), this.values(this.pairing.b, atB, meaning)];
    return (
      a.values.length === b.values.length &&
      a.values.every((value, i) => value === b.values[i]) &&
      (!sameCode || a.pcs.every((pc, i) => pc === b.pcs[i]))
    );
  }

  private values(
    side: NamedObject,
    at: number | undefined,
    meaning: (side: NamedObject, value: number) => number | string,
  ): { pcs: readonly number[]; values: readonly (number | string)[] } {
    if (at === undefined) return { pcs: [], values: [] };
    const symbol = side.object.symbolOf(at);
    const { from, to } = symbol < 0 ? { from: 0, to: 0 } : side.object.data(symbol);
    const { pcs, values } = pcTable(side.object.bytes, from, to, this.quantum);
    return { pcs, values: values.map((value) => meaning(side, value)) };
  }
}

/** The name of a source file; files are numbered per object. */
function fileName({ object }: NamedObject, number: number): string {
  return object.files[number] ?? "";
}

/** What object and FuncInfo say of a function in numbers and bits, by fact. */
function header(object: GoObject, tables: FunctionTables) {
  const info = functionInfo(object, tables);
  const { symbol } = tables;
  const { linknameFlag, wrapperFlag } = object.tables;
  return {
    frame: info.frame,
    args: info.args,
    nosplit: isNosplit(object, symbol),
    abi: `${object.abi(symbol)} ${object.flag2(symbol) & wrapperFlag}`,
    linkname: object.flag2(symbol) & linknameFlag,
    flags: marksOf(object, symbol, info).join(),
  } satisfies Partial<Record<Fact, unknown>>;
}
