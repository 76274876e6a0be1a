/** The names of all properties of a value and of everything in it, but for the keys of maps. */
export type KeysOf<T> = T extends readonly (infer Element)[]
  ? KeysOf<Element>
  : T extends object
    ? {
        [Key in keyof T & string]-?: (string extends Key ? never : Key) | KeysOf<Exclude<T[Key], undefined>>;
      }[keyof T & string]
    : never;

/**
 * Indented JSON with a line break at its end, every object's keys in the order of `keys`, whose type lets none be
 * forgotten; the keys of maps follow in the order of the alphabet.
 */
export function orderedJson<T>(value: T, keys: Readonly<Record<KeysOf<T>, true>>): string {
  const ranks = new Map(Object.keys(keys).map((key, rank) => [key, rank]));
  const rank = (key: string): number => ranks.get(key) ?? ranks.size;
  const byRank = (a: string, b: string): number => rank(a) - rank(b) || (a < b ? -1 : 1);
  const ordered = (_: string, one: unknown): unknown =>
    typeof one === "object" && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => byRank(a, b)))
      : one;
  return `${JSON.stringify(value, ordered, 2)}\n`;
}
