/** A P of the trace, with an M of its own: what runs one lane at a time. */
export interface Slot {
  readonly number: number;
  /** How often it has been taken. */
  uses: number;
  /** From when on it is free. */
  freeAt: number;
}

/** Gives each lane a slot that no other has at the same time; what comes first gets the lowest one that is free. */
export class Slots {
  private readonly slots: Slot[] = [];

  /** `first`: the number of the first slot. */
  constructor(private readonly first: number) {}

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
    const slot = { number: this.first + this.slots.length, uses: 0, freeAt: 0 };
    this.slots.push(slot);
    return slot;
  }
}
