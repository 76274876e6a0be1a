/** Indices of an element in two sequences. */
export type Pair = readonly [before: number, after: number];

/**
 * A longest common subsequence, in order (Myers' O(ND) algorithm). Sequences that differ in more than `most` elements
 * are not worth the memory: of them only what both begin and end with is paired.
 */
export function align<T>(before: readonly T[], after: readonly T[], most = 2000): Pair[] {
  const least = Math.min(before.length, after.length);
  let head = 0;
  while (head < least && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < least - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const middle = shortestEdit(
    before.slice(head, before.length - tail),
    after.slice(head, after.length - tail),
    most,
  );
  return [
    ...run(head, 0, 0),
    ...middle.map(([i, j]): Pair => [i + head, j + head]),
    ...run(tail, before.length - tail, after.length - tail),
  ];
}

const run = (length: number, i: number, j: number): Pair[] =>
  Array.from({ length }, (_, k): Pair => [i + k, j + k]);

/** Goes along the diagonals i - j = k; `reached[k]` is how far each came with d insertions and deletions. */
function shortestEdit<T>(before: readonly T[], after: readonly T[], most: number): Pair[] {
  const limit = Math.min(most, before.length + after.length);
  const history: Reached[] = [];
  let reached = new Reached(1);
  for (let d = 0; d <= limit; d++) {
    const next = new Reached(d);
    for (let k = -d; k <= d; k += 2) {
      let i = comesDown(reached, k, d) ? reached.get(k + 1) : reached.get(k - 1) + 1;
      while (i < before.length && i - k < after.length && before[i] === after[i - k]) i++;
      next.set(k, i);
      if (i >= before.length && i - k >= after.length) return wayBack(history, before.length, after.length);
    }
    history.push(next);
    reached = next;
  }
  return [];
}

/** How far each diagonal from `-d` to `d` came; 0 at first. */
class Reached {
  private readonly at: Int32Array;

  constructor(private readonly d: number) {
    this.at = new Int32Array(2 * d + 1);
  }

  get(diagonal: number): number {
    return this.at[diagonal + this.d]!;
  }

  set(diagonal: number, index: number): void {
    this.at[diagonal + this.d] = index;
  }
}

/** Whether diagonal `k` is best entered from above, by an insertion. */
const comesDown = (reached: Reached, k: number, d: number): boolean =>
  k === -d || (k !== d && reached.get(k - 1) < reached.get(k + 1));

function wayBack(history: readonly Reached[], i: number, j: number): Pair[] {
  const pairs: Pair[] = [];
  for (let d = history.length; d > 0; d--) {
    const reached = history[d - 1]!;
    const from = comesDown(reached, i - j, d) ? i - j + 1 : i - j - 1;
    const start = reached.get(from);
    const entry = from > i - j ? start : start + 1;
    while (i > entry) pairs.push([--i, --j]);
    i = start;
    j = start - from;
  }
  while (i > 0) pairs.push([--i, --j]);
  return pairs.reverse();
}
