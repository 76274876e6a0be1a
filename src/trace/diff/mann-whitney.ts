/** The probabilities of a rank sum at most, and at least, as large as the key; by doubled rank sum. */
type Tails = ReadonlyMap<number, { readonly atMost: number; readonly atLeast: number }>;

/** Distributions that have been worked out, to be shared by tests of many samples of the same sizes. */
export type KnownTails = Map<string, Tails>;

/** From this number of values in both samples on the distribution is approximated. */
const exactBelow = 31;

/**
 * The Mann-Whitney U test: how probable it is that two samples differ as much as these in their ranks, or more, if nothing
 * but chance makes a difference. Two-sided: twice the smaller tail, at most 1. Equal values share their mean rank. For up
 * to 30 values in all p is exact, ties included, by counting all ways to divide the ranks; beyond that it is the normal
 * approximation with corrections for ties and continuity. Throws where a sample is empty.
 */
export function mannWhitney(
  a: readonly number[],
  b: readonly number[],
  known: KnownTails = new Map(),
): number {
  if (a.length === 0 || b.length === 0) throw new Error("a sample is empty");
  const { ties, sum } = rank(a, b);
  if (ties.length === 1) return 1;
  return a.length + b.length < exactBelow
    ? exact(a.length, ties, sum, known)
    : approximate(a.length, b.length, ties, sum);
}

/** The smallest p that samples of these sizes can have: that of two which do not overlap. */
export function leastP(a: number, b: number): number {
  const low = Array.from({ length: a }, (_, i) => i);
  return mannWhitney(
    low,
    Array.from({ length: b }, (_, i) => a + i),
  );
}

interface Ranks {
  /** How many values are equal, from the smallest on. */
  readonly ties: readonly number[];
  /** Twice the sum of the ranks of the first sample, so that it is whole. */
  readonly sum: number;
}

function rank(a: readonly number[], b: readonly number[]): Ranks {
  const mine = counts(a);
  const all = [...counts([...a, ...b])].sort(([x], [y]) => x - y);
  let [sum, before] = [0, 0];
  for (const [value, count] of all) {
    sum += (mine.get(value) ?? 0) * (2 * before + count + 1);
    before += count;
  }
  return { ties: all.map(([, count]) => count), sum };
}

function counts(values: readonly number[]): Map<number, number> {
  const found = new Map<number, number>();
  for (const value of values) found.set(value, (found.get(value) ?? 0) + 1);
  return found;
}

function exact(size: number, ties: readonly number[], sum: number, known: KnownTails): number {
  const key = `${size} of ${ties.join()}`;
  const tails = known.get(key) ?? tailsOf(size, ties);
  known.set(key, tails);
  const { atMost, atLeast } = tails.get(sum)!;
  return Math.min(1, 2 * Math.min(atMost, atLeast));
}

/** Counts the subsets of `size` ranks by their sum, rank by rank. */
function tailsOf(size: number, ties: readonly number[]): Tails {
  const bySize = Array.from({ length: size + 1 }, () => new Map<number, number>());
  bySize[0]!.set(0, 1);
  for (const rank of doubledRanks(ties))
    for (let taken = size; taken > 0; taken--)
      for (const [sum, ways] of bySize[taken - 1]!) increase(bySize[taken]!, sum + rank, ways);
  const sums = [...bySize[size]!].sort(([x], [y]) => x - y);
  const all = sums.reduce((total, [, ways]) => total + ways, 0);
  let below = 0;
  return new Map(
    sums.map(([sum, ways]) => {
      const tails = { atMost: (below + ways) / all, atLeast: (all - below) / all };
      below += ways;
      return [sum, tails];
    }),
  );
}

function doubledRanks(ties: readonly number[]): number[] {
  let before = 0;
  return ties.flatMap((count) => {
    const rank = 2 * before + count + 1;
    before += count;
    return Array.from({ length: count }, () => rank);
  });
}

function increase(sums: Map<number, number>, key: number, by: number): void {
  sums.set(key, (sums.get(key) ?? 0) + by);
}

function approximate(a: number, b: number, ties: readonly number[], sum: number): number {
  const all = a + b;
  const tied = ties.reduce((total, count) => total + (count ** 3 - count), 0);
  const variance = ((a * b) / 12) * (all + 1 - tied / (all * (all - 1)));
  const distance = Math.abs(sum / 2 - (a * (all + 1)) / 2);
  const z = Math.max(0, distance - 0.5) / Math.sqrt(variance);
  return Math.min(1, 2 * upperTail(z));
}

/**
 * The standard normal distribution beyond `z`, from 0 on: Abramowitz and Stegun 26.2.17, off by less than 7.5e-8.
 */
function upperTail(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const factors = [1.330274429, -1.821255978, 1.781477937, -0.356563782, 0.31938153];
  const polynomial = factors.reduce((value, factor) => t * (value + factor), 0);
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * polynomial;
}
