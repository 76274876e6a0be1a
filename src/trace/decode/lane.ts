/** No definition stands for many more bytes than it has. */
const maxShared = 127;

/** What one lane carries from chunk to chunk. */
export class Lane {
  /** Rows of the open spans, the innermost last. */
  readonly stack: number[] = [];
  /** How many more spans are open, within the innermost one, that are nested too deep to be kept. */
  tooDeep = 0;
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

  /** The string that was defined last: so many bytes of a buffer that the next one is written over. */
  private latest = Buffer.alloc(2 * maxShared);
  private latestLength = 0;

  constructor(readonly number: number) {}

  /**
   * The string that comes next: the first `shared` bytes of the one before, then `rest`. undefined where so many are not
   * there or not allowed.
   */
  nextText(shared: number, rest: Uint8Array): string | undefined {
    if (shared > Math.min(this.latestLength, maxShared)) return undefined;
    this.latestLength = shared + rest.length;
    if (this.latestLength > this.latest.length) {
      this.latest = Buffer.concat([this.latest.subarray(0, shared)], 2 * this.latestLength);
    }
    this.latest.set(rest, shared);
    return this.latest.toString("utf8", 0, this.latestLength);
  }
}
