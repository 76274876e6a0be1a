/** Strings, each once, by number; the empty one is 0. */
export class StringTable {
  private readonly ids = new Map<string, number>([["", 0]]);

  id(text: string): number {
    const known = this.ids.get(text);
    if (known !== undefined) return known;
    this.ids.set(text, this.ids.size);
    return this.ids.size - 1;
  }

  /** All strings, the empty one too, in the order of their numbers. */
  entries(): Iterable<readonly [text: string, id: number]> {
    return this.ids;
  }
}
