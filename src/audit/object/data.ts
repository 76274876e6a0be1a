import type { ChangedData } from "./comparison.ts";
import type { GoObject } from "./object.ts";
import type { Pairing } from "./pairing.ts";
import type { Side } from "./side.ts";

/**
 * The data symbols that differ. Those known by their content only (strings, static temporaries, stack maps) are not
 * listed: they are compared for whatever refers to them. DWARF is derived, and left out.
 */
export function changedData(a: Side, b: Side, pairing: Pairing): ChangedData[] {
  const [before, after] = [dataSymbols(a), dataSymbols(b)];
  const changes: ChangedData[] = [];
  const add = (name: string, kind: ChangedData["kind"]): void => {
    changes.push({ package: b.path, name, kind });
  };
  for (const [id, i] of before) {
    const j = after.get(id);
    if (j === undefined) add(a.named.object.name(i), "removed");
    else if (!pairing.sameContent(i, j) || !pairing.sameGoType(i, j)) add(b.named.object.name(j), "changed");
  }
  for (const [id, j] of after) if (!before.has(id)) add(b.named.object.name(j), "added");
  return changes;
}

function isData(object: GoObject, symbol: number): boolean {
  return !object.isFunction(symbol) && !object.isDebugging(symbol);
}

/** The named data symbols of an object, by identity. */
export function dataSymbols({ named }: Side): Map<number, number> {
  const { object } = named;
  const found = new Map<number, number>();
  for (let symbol = 0; symbol < object.definitions; symbol++)
    if (named.id(symbol) > 0 && isData(object, symbol)) found.set(named.id(symbol), symbol);
  return found;
}
