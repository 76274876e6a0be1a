/** What one lane carries from chunk to chunk. */
export class Lane {
  /** Rows of the open spans, the innermost last. */
  readonly stack: number[] = [];
  /** Row of the span that was last opened or closed, to which attributes belong; -1 if there is none. */
  subject = -1;
  /** The first time. */
  first = Number.POSITIVE_INFINITY;
  /** The latest time so far; no later record comes before it. */
  last = Number.NEGATIVE_INFINITY;
  /** Ids of the name table, by string id - 1. */
  readonly strings: number[] = [];
  /** Set once a part of a chunk is lost: how many strings it defined is unknown, so later ids say nothing. */
  stringsLost = false;

  constructor(readonly number: number) {}
}
