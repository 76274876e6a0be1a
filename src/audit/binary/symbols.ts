import { type Elf, section, text, word } from "./elf.ts";

/** A symbol of .symtab that has a size. */
export interface ElfSymbol {
  readonly name: string;
  readonly address: number;
  readonly size: number;
}

/** The symbols of a binary by address; an empty one where it is stripped. */
export interface SymbolTable {
  readonly sorted: readonly ElfSymbol[];
}

const entrySize = 24;

/** Reads .symtab. Markers without a size (`runtime.etext`) are left out: they name an address, not what lies there. */
export function readSymbols(elf: Elf): SymbolTable {
  const [table, strings] = [section(elf, ".symtab")?.data, section(elf, ".strtab")?.data];
  if (!table || !strings) return { sorted: [] };
  const sorted: ElfSymbol[] = [];
  for (let at = 0; at + entrySize <= table.length; at += entrySize) {
    const size = word(table, at + 16);
    if (size === 0) continue;
    sorted.push(new NamedLater(strings, table.readUInt32LE(at), word(table, at + 8), size));
  }
  return { sorted: sorted.sort((a, b) => a.address - b.address) };
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
