type Column = Float64Array | Uint32Array | Int32Array | Uint16Array | Uint8Array;

/**
 * A table of numbers that grows, held as one typed array a column: a million spans take 31 MB here and ten times
 * that as objects. `add` gives the number of a new row, all zeros, for the caller to fill.
 */
export class GrowingTable<Columns extends { readonly [name in keyof Columns]: Column }> {
  length = 0;
  private capacity = 0;

  /** `columns` are empty arrays of the types that the columns shall have. */
  constructor(public columns: Columns) {}

  add(): number {
    if (this.length === this.capacity) this.resize(Math.max(64, this.capacity * 2));
    return this.length++;
  }

  /** The columns, cut to the rows that there are. */
  finish(): Columns {
    this.resize(this.length);
    return this.columns;
  }

  private resize(capacity: number): void {
    const entries = Object.entries<Column>(this.columns).map(([name, old]) => {
      const column = new (old.constructor as new (length: number) => Column)(capacity);
      column.set(old.length > capacity ? old.subarray(0, capacity) : old);
      return [name, column];
    });
    this.columns = Object.fromEntries(entries);
    this.capacity = capacity;
  }
}
