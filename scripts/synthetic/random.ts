/** A seeded source of choices: the same seed, the same choices, on every machine. */
export class Random {
  #state = 2_166_136_261;

  constructor(seed: string) {
    for (const char of seed) this.#state = Math.imul(this.#state ^ char.charCodeAt(0), 16_777_619) >>> 0;
  }

  /** A whole number from 0 up to `end`, which is excluded. */
  below(end: number): number {
    // Mulberry32: small, and good enough to choose among some hundred things.
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % end;
  }

  /** One of `items`; undefined if there are none. */
  one<T>(items: readonly T[]): T | undefined {
    return items[this.below(Math.max(1, items.length))];
  }

  /** All of `items` in another order. */
  shuffled<T>(items: readonly T[]): T[] {
    const rest = [...items];
    return items.map(() => rest.splice(this.below(rest.length), 1)[0] as T);
  }
}
