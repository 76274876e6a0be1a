/** A P of the trace, with an M of its own: what runs one lane at a time. */
export interface Slot {
  /** The number of the P; viewers count up to the highest one, so that it must be a low one. */
  readonly proc: number;
  /** The number of the M. */
  readonly thread: number;
  /** How often it has been taken. */
  uses: number;
  /** From when on it is free. */
  freeAt: number;
}

/** Gives each lane a slot that no other has at the same time; what comes first gets the lowest one that is free. */
export class Slots {
  private readonly slots: Slot[] = [];

  /** `procs` and `threads`: the numbers of the first slot's P and M. */
  constructor(
    private readonly procs: number,
    private readonly threads: number,
  ) {}

  /** Takes `count` slots for the time from `start` to `end`. The starts of later calls must not be earlier. */
  take(count: number, start: number, end: number): Slot[] {
    const taken = this.slots.filter(({ freeAt }) => freeAt <= start).slice(0, count);
    while (taken.length < count) taken.push(this.add());
    for (const slot of taken) {
      slot.uses++;
      slot.freeAt = end;
    }
    return taken;
  }

  private add(): Slot {
    const { length } = this.slots;
    const slot = { proc: this.procs + length, thread: this.threads + length, uses: 0, freeAt: 0 };
    this.slots.push(slot);
    return slot;
  }
}
