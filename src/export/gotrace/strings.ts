/** The strings of a trace, each once, by number; the empty one is 0. */
export class StringTable {
  private readonly ids = new Map<string, number>([["", 0]]);

  id(text: string): number {
    const known = this.ids.get(text);
    if (known !== undefined) return known;
    this.ids.set(text, this.ids.size);
    return this.ids.size - 1;
  }

  /** All but the empty one, which no reader needs told. */
  *entries(): Generator<readonly [text: string, id: number]> {
    for (const entry of this.ids) if (entry[1] !== 0) yield entry;
  }
}
