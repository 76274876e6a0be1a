import { i32 } from "./bytes.ts";
import type { Fact } from "./comparison.ts";
import { type FunctionTables, functionInfo, inlinedFunction } from "./function.ts";
import type { NamedObject } from "./named.ts";
import type { Stretch } from "./object.ts";
import type { Pairing } from "./pairing.ts";
import { pcTable } from "./pctable.ts";

const nosplitFlag = 1 << 4;

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
    facts.push(...this.infoFacts(a, b));
    if (!this.sameTable(a.pcsp, b.pcsp, sameCode)) facts.push("pcsp");
    if (!this.sameStackMaps(a, b, sameCode)) facts.push("stackmaps");
    if (!this.sameLines(a, b, sameCode)) facts.push("lines");
    if (!this.sameInlining(a, b, sameCode)) facts.push("inlining");
    return facts;
  }

  private infoFacts(a: FunctionTables, b: FunctionTables): Fact[] {
    const [objectA, objectB] = [this.pairing.a.object, this.pairing.b.object];
    const [infoA, infoB] = [functionInfo(objectA, a), functionInfo(objectB, b)];
    const [flagA, flagB] = [objectA.flag(a.symbol), objectB.flag(b.symbol)];
    const [flag2A, flag2B] = [objectA.flag2(a.symbol), objectB.flag2(b.symbol)];
    const wrapper = objectA.tables.wrapperFlag;
    const facts: Fact[] = [];
    if (infoA.frame !== infoB.frame) facts.push("frame");
    if (infoA.args !== infoB.args) facts.push("args");
    if ((flagA & nosplitFlag) !== (flagB & nosplitFlag)) facts.push("nosplit");
    if (objectA.abi(a.symbol) !== objectB.abi(b.symbol) || (flag2A & wrapper) !== (flag2B & wrapper))
      facts.push("abi");
    if (
      (flagA & ~nosplitFlag) !== (flagB & ~nosplitFlag) ||
      (flag2A & ~wrapper) !== (flag2B & ~wrapper) ||
      objectA.kind(a.symbol) !== objectB.kind(b.symbol) ||
      objectA.align(a.symbol) !== objectB.align(b.symbol) ||
      infoA.id !== infoB.id ||
      infoA.flags !== infoB.flags
    )
      facts.push("flags");
    return facts;
  }

  private sameStackMaps(a: FunctionTables, b: FunctionTables, sameCode: boolean): boolean {
    return (
      a.funcdata.length === b.funcdata.length &&
      a.funcdata.every((at, i) => this.pairing.sameTarget(at, b.funcdata[i]!)) &&
      a.pcdata.length === b.pcdata.length &&
      a.pcdata.every((at, i) => this.sameTable(at, b.pcdata[i], sameCode))
    );
  }

  private sameLines(a: FunctionTables, b: FunctionTables, sameCode: boolean): boolean {
    const { pairing } = this;
    return (
      functionInfo(pairing.a.object, a).startLine === functionInfo(pairing.b.object, b).startLine &&
      this.sameTable(a.pcline, b.pcline, sameCode) &&
      (this.sameFiles
        ? this.sameTable(a.pcfile, b.pcfile, sameCode)
        : this.sameValues(a.pcfile, b.pcfile, sameCode, fileName))
    );
  }

  private sameInlining(a: FunctionTables, b: FunctionTables, sameCode: boolean): boolean {
    const { pairing } = this;
    const nodesA = functionInfo(pairing.a.object, a).inlined;
    const nodesB = functionInfo(pairing.b.object, b).inlined;
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
    const nothing: Stretch = { from: 0, to: 0 };
    const { pcs, values } = pcTable(
      side.object.bytes,
      symbol < 0 ? nothing : side.object.data(symbol),
      this.quantum,
    );
    return { pcs, values: values.map((value) => meaning(side, value)) };
  }
}

/** The name of a source file; files are numbered per object. */
function fileName({ object }: NamedObject, number: number): string {
  return object.files[number] ?? "";
}
