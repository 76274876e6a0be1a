import { i32 } from "../object/bytes.ts";
import { argsOf, stackTable } from "../object/function.ts";
import { type GoObject, relocationSize } from "../object/object.ts";
import type { UnlinkedFunction } from "./link.ts";

/** The functions of a package's object. Only names are read now, the rest when it is asked for. */
export function unlinkedFunctions(object: GoObject, path: string): UnlinkedFunction[] {
  const imported = new Map<number, string>();
  for (const { at, name } of object.referenceNames()) imported.set(object.referenceKey(at), name);
  const found: UnlinkedFunction[] = [];
  for (let symbol = 0; symbol < object.definitions; symbol++)
    if (object.isFunction(symbol)) found.push(new TextSymbol({ object, imported, path }, symbol));
  return found;
}

interface Source {
  readonly object: GoObject;
  /** Import path of its package. */
  readonly path: string;
  /** Names of symbols of other packages, by the key of the reference. */
  readonly imported: ReadonlyMap<number, string>;
}

const nosplit = 1 << 4;
const abiInternal = 1;
/** Of a relocation: offset i32, size u8, type u16, addend i64, symbol reference. */
const at = { size: 4, target: 15 };
const directCall = /^R_(CALL(?!IND)|RISCV_JAL)/;

class TextSymbol implements UnlinkedFunction {
  readonly name: string;

  constructor(
    private readonly source: Source,
    private readonly symbol: number,
  ) {
    this.name = source.object.name(symbol);
  }

  get package(): string {
    return this.source.path;
  }

  get key(): string {
    return `${this.name}<${this.source.object.abi(this.symbol)}>`;
  }

  get nosplit(): boolean {
    return (this.source.object.flag(this.symbol) & nosplit) !== 0;
  }

  get code(): Buffer {
    const { object } = this.source;
    const { from, to } = object.data(this.symbol);
    return object.bytes.subarray(from, to);
  }

  get relocations(): readonly number[] {
    const { object } = this.source;
    const { from, to } = object.relocations(this.symbol);
    const fields: number[] = [];
    for (let one = from; one < to; one += relocationSize)
      fields.push(i32(object.bytes, one), object.bytes[one + at.size]!);
    return fields;
  }

  get calls(): { readonly offset: number; readonly target: string | undefined }[] {
    const { object } = this.source;
    return this.relocationOffsets().flatMap((from) => {
      const type = object.relocationType(from);
      const offset = object.bytes.readInt32LE(from);
      if (type === "R_CALLIND") return [{ offset, target: undefined }];
      return directCall.test(type) ? [{ offset, target: this.targetKey(from + at.target) }] : [];
    });
  }

  get args(): number | undefined {
    return argsOf(this.source.object, this.symbol);
  }

  get pcsp(): Buffer {
    const { object } = this.source;
    const { from, to } = stackTable(object, this.symbol);
    return object.bytes.subarray(from, to);
  }

  private relocationOffsets(): number[] {
    const { from, to } = this.source.object.relocations(this.symbol);
    return Array.from({ length: (to - from) / relocationSize }, (_, i) => from + i * relocationSize);
  }

  private targetKey(reference: number): string | undefined {
    const { object, imported } = this.source;
    const target = object.target(reference);
    if (target.kind === "symbol") return `${object.name(target.symbol)}<${object.abi(target.symbol)}>`;
    if (target.kind === "builtin") {
      const { name, abi } = object.tables.builtins[target.index]!;
      return `${name}<${abi}>`;
    }
    const name = imported.get(object.referenceKey(reference));
    return name === undefined ? undefined : `${name}<${abiInternal}>`;
  }
}
