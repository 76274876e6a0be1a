/**
 * Which reference of one element is which of the other (place in `a` → place in `b`), where both have the same in the same
 * order but for those to one section. References are section and number by turns. Undefined: they have not.
 */
export function alignReferences(
  a: readonly number[],
  b: readonly number[],
  without: number,
): ReadonlyMap<number, number> | undefined {
  const [before, after] = [placesOf(a, without), placesOf(b, without)];
  const same = before.every((place, i) => a[2 * place] === b[2 * (after[i] ?? Number.NaN)]);
  if (before.length !== after.length || !same) return undefined;
  return new Map(before.map((place, i) => [place, after[i]!]));
}

function placesOf(references: readonly number[], without: number): number[] {
  const places = Array.from({ length: references.length / 2 }, (_, i) => i);
  return places.filter((i) => references[2 * i] !== without);
}
