import { type PcTable, pcTable, valueAt } from "../pc-table.ts";
import { i32 } from "./bytes.ts";
import { type FunctionTables, inlinedFunction, inlineNodes } from "./function.ts";
import type { NamedObject } from "./named.ts";

/** The functions, by linker symbol, in whose inlined code an instruction stands: outermost first, none in own code. */
export type InlineStack = readonly string[];

/** Tells the inline stack of each instruction of a function, by its offset in the code. */
export class InlineStacks {
  private readonly table: PcTable;
  private readonly nodes: readonly number[];

  constructor(
    private readonly named: NamedObject,
    tables: FunctionTables,
    quantum: number,
  ) {
    const { object } = named;
    const { pcinline } = tables;
    const symbol = pcinline === undefined ? -1 : object.symbolOf(pcinline);
    const { from, to } = symbol < 0 ? { from: 0, to: 0 } : object.data(symbol);
    this.table = pcTable(object.bytes, from, to, quantum);
    this.nodes = inlineNodes(object, tables);
  }

  at(offset: number): InlineStack {
    return this.upFrom(valueAt(this.table, offset) ?? -1);
  }

  /** A node of the tree begins with the number of its parent, -1 at the top. */
  private upFrom(index: number): InlineStack {
    const node = this.nodes[index];
    if (node === undefined) return [];
    const { object } = this.named;
    return [...this.upFrom(i32(object.bytes, node)), this.named.targetName(node + inlinedFunction)];
  }
}
