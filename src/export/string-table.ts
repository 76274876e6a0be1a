/** Strings, each once, by number; the empty one is 0, and the others follow on `before`. */
export class StringTable {
  private readonly ids = new Map<string, number>([["", 0]]);

  constructor(private readonly before = 0) {}

  id(text: string): number {
    const known = this.ids.get(text);
    if (known !== undefined) return known;
    const id = this.before + this.ids.size;
    this.ids.set(text, id);
    return id;
  }

  /** All strings, the empty one too, in the order of their numbers. */
  entries(): Iterable<readonly [text: string, id: number]> {
    return this.ids;
  }
}
