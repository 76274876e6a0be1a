import type { GoBinary } from "./binary.ts";
import type { DataComparison, DifferentSection } from "./comparison.ts";
import { type Section, section } from "./elf.ts";
import { symbolAt } from "./symbols.ts";

/** Compares byte by byte all that is loaded and is no code; for two binaries with the same layout. */
export function compareData(before: GoBinary, after: GoBinary): DataComparison {
  const pairs = before.elf.sections
    .filter((one) => one.loaded && one.data.length > 0 && !isElsewhere(one))
    .map((one) => [one, section(after.elf, one.name)!] as const);
  return {
    sections: pairs.map(([{ name }]) => name),
    bytes: pairs.reduce((sum, [{ data }]) => sum + data.length, 0),
    different: pairs.flatMap(([a, b]) => (a.data.equals(b.data) ? [] : [differentSection(before, a, b)])),
  };
}

/** Code is compared by function; notes hold build IDs, which any difference changes. */
const isElsewhere = ({ name }: Section): boolean => name === ".text" || name.startsWith(".note.");

function differentSection(before: GoBinary, a: Section, b: Section): DifferentSection {
  const places = [...a.data.keys()].filter((at) => a.data[at] !== b.data[at]);
  const first = a.address + places[0]!;
  return { name: a.name, bytes: places.length, first, symbol: symbolAt(before.symbols, first)?.name };
}
