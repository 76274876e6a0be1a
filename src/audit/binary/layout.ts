import type { GoBinary } from "./binary.ts";
import type { Elf } from "./elf.ts";

/**
 * Whether everything lies where it did: sections, functions, and symbols where both have them. Then an address means the
 * same in both, and bytes that differ refer to something else.
 */
export function sameLayout(before: GoBinary, after: GoBinary): boolean {
  return (
    sameList(loaded(before.elf), loaded(after.elf)) &&
    sameList(
      before.functions.map(({ name, entry }) => `${name} ${entry}`),
      after.functions.map(({ name, entry }) => `${name} ${entry}`),
    ) &&
    (!hasSymbols(before) || !hasSymbols(after) || sameList(symbols(before), symbols(after)))
  );
}

/** False: it is stripped. */
export const hasSymbols = ({ symbols }: GoBinary): boolean => symbols.sorted.length > 0;

const loaded = ({ sections }: Elf): string[] =>
  sections.filter((one) => one.loaded).map(({ name, address, size }) => `${name} ${address} ${size}`);

const symbols = ({ symbols }: GoBinary): string[] =>
  symbols.sorted.map(({ name, address, size }) => `${name} ${address} ${size}`);

const sameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((one, i) => one === b[i]);
