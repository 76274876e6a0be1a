/** The names of all properties of a value and of everything in it. */
export type KeysOf<T> = T extends readonly (infer Element)[]
  ? KeysOf<Element>
  : T extends object
    ? { [Key in keyof T & string]-?: Key | KeysOf<Exclude<T[Key], undefined>> }[keyof T & string]
    : never;

/**
 * Indented JSON with a line break at its end, and with every object's keys in the order of `keys`. That list is also the
 * list of what is written; its type lets none be forgotten.
 */
export function orderedJson<T>(value: T, keys: Readonly<Record<KeysOf<T>, true>>): string {
  return `${JSON.stringify(value, Object.keys(keys), 2)}\n`;
}
