/** A sum over things of one name. */
export interface Sum {
  /** Nanoseconds. */
  readonly time: number;
  readonly count: number;
  /** Of `count`, how many a threshold or a filter left out, so that only their sum is known. */
  readonly summed: number;
}

export interface NamedSum extends Sum {
  readonly name: string;
}

/** Sums by the numbers of a file's name table, as columns: no object for each of millions of spans. */
export class SumsByNumber {
  private readonly time: Float64Array;
  private readonly count: Float64Array;

  constructor(private readonly names: readonly string[]) {
    this.time = new Float64Array(names.length);
    this.count = new Float64Array(names.length);
  }

  add(name: number, time: number): void {
    this.time[name]! += time;
    this.count[name]! += 1;
  }

  /** Those that anything was added to, in the order of the name table. */
  list(): NamedSum[] {
    const sums: NamedSum[] = [];
    for (const [i, count] of this.count.entries())
      if (count > 0) sums.push({ name: this.names[i]!, time: this.time[i]!, count, summed: 0 });
    return sums;
  }
}

/** Adds up sums of the same name; the longest first, then by name. */
export function addByName(sums: Iterable<NamedSum>): NamedSum[] {
  const rows = new Map<string, NamedSum>();
  for (const sum of sums) {
    const row = rows.get(sum.name);
    rows.set(sum.name, row ? { name: sum.name, ...addSums(row, sum) } : sum);
  }
  return [...rows.values()].sort((a, b) => b.time - a.time || compare(a.name, b.name));
}

function addSums(a: Sum, b: Sum): Sum {
  return { time: a.time + b.time, count: a.count + b.count, summed: a.summed + b.summed };
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
