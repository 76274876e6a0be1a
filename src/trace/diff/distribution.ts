/** What repeated measurements of one thing say. */
export interface Distribution {
  /** How many there are, at least 1. */
  readonly n: number;
  readonly median: number;
  /** An interval around the median, from one of the measurements to another. */
  readonly low: number;
  readonly high: number;
  /**
   * How probable it is that the interval holds the true median, 0 to 1: as much as was asked for, or what all
   * measurements together can give where they are too few. 0 for a single one.
   */
  readonly confidence: number;
}

/**
 * Median, and the interval of order statistics that holds the true median with the probability `confidence`; no
 * distribution is supposed. Fewer than six measurements cannot give 0.95. Throws where there are none.
 */
export function distributionOf(values: readonly number[], confidence = 0.95): Distribution {
  if (values.length === 0) throw new Error("there is no value");
  const sorted = [...values].sort((a, b) => a - b);
  const n = sorted.length;
  let outside = twoTails(n, 0);
  let skipped = 0;
  while (2 * (skipped + 1) < n - 1 && 1 - twoTails(n, skipped + 1) >= confidence) {
    skipped++;
    outside = twoTails(n, skipped);
  }
  return {
    n,
    median: (sorted[(n - 1) >> 1]! + sorted[n >> 1]!) / 2,
    low: sorted[skipped]!,
    high: sorted[n - 1 - skipped]!,
    confidence: Math.max(0, 1 - outside),
  };
}

/** The larger distance from the median to an end of the interval, as a share of the median; 0 where that is 0. */
export function spreadOf({ median, low, high }: Distribution): number {
  return median === 0 ? 0 : Math.max(high - median, median - low) / Math.abs(median);
}

/** The probability that of `n` values at most `skipped` lie below the true median, or at most `skipped` above it. */
function twoTails(n: number, skipped: number): number {
  let [ways, sum] = [1, 1];
  for (let i = 1; i <= skipped; i++) {
    ways *= (n - i + 1) / i;
    sum += ways;
  }
  return 2 * sum * 0.5 ** n;
}
