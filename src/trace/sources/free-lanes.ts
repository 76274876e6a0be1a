import { MinHeap } from "../heap.ts";

/** Lanes are numbered by 16 bits. */
export const mostLanes = 65_535;

/**
 * Puts stretches of time on lanes, so that no two on one lane overlap; what comes first gets the lowest lane that is free.
 * Stretches are asked for in the order of their starts. n log n.
 */
export class FreeLanes {
  private readonly busy = new MinHeap();
  private readonly free = new MinHeap();
  /** How many lanes are in use. */
  count = 0;

  /** Lanes count from `first` on, and there are at most `most`. */
  constructor(
    private readonly first: number,
    private readonly most = mostLanes,
  ) {}

  /** The lane for a stretch; undefined where all are taken. */
  take(start: number, end: number): number | undefined {
    for (let next = this.busy.pop(); next; next = this.busy.pop()) {
      const [until, lane] = next;
      if (until > start) {
        this.busy.push(until, lane);
        break;
      }
      this.free.push(lane, lane);
    }
    const lane = this.free.pop()?.[1] ?? this.another();
    if (lane !== undefined) this.busy.push(end, lane);
    return lane;
  }

  private another(): number | undefined {
    const lane = this.first + this.count;
    if (lane > this.most) return undefined;
    this.count++;
    return lane;
  }
}
