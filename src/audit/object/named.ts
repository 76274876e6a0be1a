import { isNumbered, type Names } from "./names.ts";
import type { GoObject, Target } from "./object.ts";

/** The name of a symbol in the object of another package, by its number there. */
export type ImportedNames = (path: string, index: number) => string | undefined;

/** A Go object whose symbols have numbers for their names (and ABI), the same numbers on both sides of a comparison. */
export class NamedObject {
  /** By symbol; 0: its content is its identity. */
  private readonly ids: Int32Array;
  /** Of symbols that are not of this object, by the key of the reference. */
  private readonly foreign = new Map<number, number>();

  constructor(
    readonly object: GoObject,
    readonly names: Names,
    private readonly importedNames: ImportedNames,
    private readonly canonical: (name: string) => string = (name) => name,
  ) {
    this.ids = new Int32Array(object.symbols);
    for (let symbol = 0; symbol < object.symbols; symbol++) this.ids[symbol] = this.symbolId(symbol);
    for (const { at, name } of object.referenceNames())
      this.foreign.set(object.referenceKey(at), this.nameId(name, 1));
  }

  /** The identity of a symbol of this object; 0: its content. */
  id(symbol: number): number {
    return this.ids[symbol]!;
  }

  /** The identity of what the symbol reference at this offset points to; 0: the content of the symbol, -1: nothing. */
  targetId(at: number): number {
    const symbol = this.object.symbolOf(at);
    return symbol >= 0 ? this.ids[symbol]! : this.foreignId(at);
  }

  /** For readers: the name of what the reference points to. */
  targetName(at: number): string {
    const id = this.targetId(at);
    if (id > 0) return this.names.text(Math.floor(id / abis));
    return id < 0 ? "" : contentName(this.object.name(this.object.symbolOf(at)));
  }

  /** The package of what the reference points to, if its name is not in this object. */
  unnamedPackage(at: number): string | undefined {
    if (this.foreign.has(this.object.referenceKey(at))) return undefined;
    const target = this.object.target(at);
    return target.kind === "imported" ? target.package : undefined;
  }

  /** Whether this object also names the same symbol in the other ABI. */
  hasOtherAbi(symbol: number): boolean {
    const id = this.ids[symbol]!;
    const other = id % abis === 0 ? id + 1 : id - 1;
    return this.ids.includes(other);
  }

  /** The same object under other names. */
  renamedBy(canonical: (name: string) => string): NamedObject {
    return new NamedObject(this.object, this.names, this.importedNames, canonical);
  }

  /** Gives symbols the names of others. */
  rename(renamed: ReadonlyMap<string, string>): void {
    const numbers = new Map(
      [...renamed].map(([from, to]) => [this.names.number(from), this.names.number(to)]),
    );
    for (let symbol = 0; symbol < this.ids.length; symbol++) {
      const id = this.ids[symbol]!;
      const to = numbers.get(Math.floor(id / abis));
      if (id > 0 && to !== undefined) this.ids[symbol] = to * abis + (id % abis);
    }
  }

  private symbolId(symbol: number): number {
    // Closures are content-addressed from go1.27 on, and functions none the less.
    if (this.object.isContentAddressed(symbol) && !this.object.isFunction(symbol)) return 0;
    if (this.object.isDebugging(symbol)) return 0; // there are very many, and nothing that is compared refers to them
    const name = this.object.name(symbol);
    return isNumbered(name) ? 0 : this.nameId(name, this.object.abi(symbol));
  }

  private foreignId(at: number): number {
    const key = this.object.referenceKey(at);
    const known = this.foreign.get(key);
    if (known !== undefined) return known;
    const id = this.newForeignId(this.object.target(at));
    this.foreign.set(key, id);
    return id;
  }

  private newForeignId(target: Target): number {
    if (target.kind === "builtin") {
      const { name, abi } = this.object.tables.builtins[target.index]!;
      return this.nameId(name, abi);
    }
    if (target.kind !== "imported") return -1;
    const name = this.importedNames(target.package, target.index);
    return this.nameId(name ?? `${target.package}.#${target.index}`, 1);
  }

  private nameId(name: string, abi: number): number {
    return this.names.number(this.canonical(name)) * abis + Math.min(abi, abis - 1);
  }
}

// ABI0, ABIInternal, static.
const abis = 3;

/** A name for what is known by its content: without the number that counts it. */
function contentName(name: string): string {
  return name.replace(/(\.\.stmp_|\.jump)\d+$/, "$1");
}
