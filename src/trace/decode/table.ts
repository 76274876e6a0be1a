type Column = Float64Array | Uint32Array | Int32Array | Uint16Array | Uint8Array;

const leastRows = 64;

/** Room for more is not made ahead: a file may be large and hold few rows. */
const mostExpected = 16_000_000;

/**
 * A table of numbers that grows, held as one typed array a column: a million spans take 31 MB here and ten times
 * that as objects. `add` gives the number of a new row, all zeros, for the caller to fill.
 */
export class GrowingTable<Columns extends { readonly [name in keyof Columns]: Column }> {
  length = 0;
  private capacity = 0;
  private readonly firstRows: number;

  /**
   * `columns` are empty arrays of the types that the columns shall have. The first growth makes room for the `expected`
   * rows, or for 16 million: memory that no row touches costs nothing, to copy rows as they come takes as long as to read them.
   */
  constructor(
    public columns: Columns,
    expected = 0,
  ) {
    this.firstRows = Math.max(leastRows, Math.min(expected, mostExpected));
  }

  add(): number {
    if (this.length === this.capacity) this.grow(Math.max(this.firstRows, this.capacity * 2));
    return this.length++;
  }

  /** The columns, cut to the rows that there are: views, as a copy of each would take as long as the last growth. */
  finish(): Columns {
    return mapColumns(this.columns, (column) => column.subarray(0, this.length));
  }

  private grow(capacity: number): void {
    this.columns = mapColumns(this.columns, (old) => {
      const column = new (old.constructor as new (length: number) => Column)(capacity);
      column.set(old);
      return column;
    });
    this.capacity = capacity;
  }
}

function mapColumns<Columns extends { readonly [name in keyof Columns]: Column }>(
  columns: Columns,
  change: (column: Column) => Column,
): Columns {
  return Object.fromEntries(
    Object.entries<Column>(columns).map(([name, column]) => [name, change(column)]),
  ) as Columns;
}
