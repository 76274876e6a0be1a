import { functionInfo, functionTables } from "../object/function.ts";
import { type GoObject, relocationSize } from "../object/object.ts";
import type { UnlinkedFunction } from "./link.ts";

/** The functions of a Go object, as the link check wants them. Only names are read now, the rest when it is asked for. */
export function* unlinkedFunctions(object: GoObject): Generator<UnlinkedFunction> {
  for (let symbol = 0; symbol < object.definitions; symbol++)
    if (object.kind(symbol).startsWith("STEXT")) yield new ObjectSymbol(object, symbol);
}

class ObjectSymbol implements UnlinkedFunction {
  readonly name: string;

  constructor(
    private readonly object: GoObject,
    private readonly symbol: number,
  ) {
    this.name = object.name(symbol);
  }

  get code(): Buffer {
    const { from, to } = this.object.data(this.symbol);
    return this.object.bytes.subarray(from, to);
  }

  get relocations(): Iterable<{ readonly offset: number; readonly size: number }> {
    const { bytes } = this.object;
    const { from, to } = this.object.relocations(this.symbol);
    return Array.from({ length: (to - from) / relocationSize }, (_, i) => {
      const at = from + i * relocationSize;
      return { offset: bytes.readInt32LE(at), size: bytes.readUInt8(at + 4) };
    });
  }

  get args(): number | undefined {
    const tables = functionTables(this.object, this.symbol);
    return tables && functionInfo(this.object, tables).args;
  }

  get pcsp(): Buffer {
    const pcsp = functionTables(this.object, this.symbol)?.pcsp;
    if (pcsp === undefined) return this.object.bytes.subarray(0, 0);
    const { from, to } = this.object.data(this.object.symbolOf(pcsp));
    return this.object.bytes.subarray(from, to);
  }
}
