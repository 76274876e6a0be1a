import { type Elf, section, text, word } from "./elf.ts";

/** A symbol of .symtab. */
export interface ElfSymbol {
  readonly name: string;
  readonly address: number;
  readonly size: number;
}

/** The symbols of a binary by address; an empty one where it is stripped. */
export interface SymbolTable {
  /** Those that have a size. */
  readonly sorted: readonly ElfSymbol[];
  /** Those that have none: marks (`runtime.etext`) and variables without bytes, whose address is also that of what follows. */
  readonly empty: readonly ElfSymbol[];
}

const entrySize = 24;

/** Reads .symtab. */
export function readSymbols(elf: Elf): SymbolTable {
  const [table, strings] = [section(elf, ".symtab")?.data, section(elf, ".strtab")?.data];
  if (!table || !strings) return { sorted: [], empty: [] };
  const [sorted, empty]: [ElfSymbol[], ElfSymbol[]] = [[], []];
  for (let at = 0; at + entrySize <= table.length; at += entrySize) {
    const size = word(table, at + 16);
    const symbol = new NamedLater(strings, table.readUInt32LE(at), word(table, at + 8), size);
    (size === 0 ? empty : sorted).push(symbol);
  }
  const byAddress = (a: ElfSymbol, b: ElfSymbol): number => a.address - b.address;
  return { sorted: sorted.sort(byAddress), empty: empty.sort(byAddress) };
}

/** Few names are asked for: they are read then. */
class NamedLater implements ElfSymbol {
  constructor(
    private readonly strings: Buffer,
    private readonly nameAt: number,
    readonly address: number,
    readonly size: number,
  ) {}

  get name(): string {
    return text(this.strings, this.nameAt);
  }
}

/** The symbol in which `address` lies. */
export function symbolAt({ sorted }: SymbolTable, address: number): ElfSymbol | undefined {
  const found = sorted[lastAtOrBefore(sorted, address, (one) => one.address)];
  return found && address < found.address + found.size ? found : undefined;
}

/** Whether a symbol of the same name that has no bytes stands at both addresses. */
export function sameEmptySymbol(before: SymbolTable, a: number, after: SymbolTable, b: number): boolean {
  const names = new Set(emptyAt(before, a).map(({ name }) => name));
  return names.size > 0 && emptyAt(after, b).some(({ name }) => names.has(name));
}

function emptyAt({ empty }: SymbolTable, address: number): ElfSymbol[] {
  const found: ElfSymbol[] = [];
  for (let at = lastAtOrBefore(empty, address, (one) => one.address); at >= 0; at--) {
    const symbol = empty[at]!;
    if (symbol.address !== address) break;
    found.push(symbol);
  }
  return found;
}

/** The index of the last of `sorted` whose key is not above `key`; -1 where there is none. */
export function lastAtOrBefore<T>(sorted: readonly T[], key: number, keyOf: (one: T) => number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (keyOf(sorted[middle]!) <= key) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
