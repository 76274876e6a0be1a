/** A priority queue: `pop` gives the item with the smallest key, of equal ones the smallest item. */
export class MinHeap {
  private readonly keys: number[] = [];
  private readonly items: number[] = [];

  get size(): number {
    return this.items.length;
  }

  push(key: number, item: number): void {
    let at = this.items.length;
    for (let up = (at - 1) >> 1; at > 0 && this.before(key, item, up); up = (at - 1) >> 1) {
      this.set(at, this.keys[up]!, this.items[up]!);
      at = up;
    }
    this.set(at, key, item);
  }

  /** The smallest key and its item; undefined if there is none. */
  pop(): readonly [key: number, item: number] | undefined {
    const [key, item] = [this.keys[0], this.items[0]];
    const [lastKey, lastItem] = [this.keys.pop(), this.items.pop()];
    if (key === undefined || item === undefined) return undefined;
    if (this.size > 0) this.sink(lastKey!, lastItem!);
    return [key, item];
  }

  /** Puts an item in the place of the first. */
  private sink(key: number, item: number): void {
    let at = 0;
    for (let down = 1; down < this.size; down = 2 * at + 1) {
      const right = down + 1;
      if (right < this.size && this.before(this.keys[right]!, this.items[right]!, down)) down = right;
      if (this.before(key, item, down)) break;
      this.set(at, this.keys[down]!, this.items[down]!);
      at = down;
    }
    this.set(at, key, item);
  }

  private before(key: number, item: number, at: number): boolean {
    return key < this.keys[at]! || (key === this.keys[at] && item < this.items[at]!);
  }

  private set(at: number, key: number, item: number): void {
    this.keys[at] = key;
    this.items[at] = item;
  }
}
