import type { ClockSnapshot, RuntimeClock } from "./trace-file.ts";

/** Where the trace's clock is CLOCK_MONOTONIC, it counts 64 ns a tick. */
const monotonicFrequency = 15_625_000;
const nanosecondsPerTick = 64;

/** Two readings of one clock, one after the other, may lie that far apart: a process can be stopped in between. In nanoseconds. */
const snapshotSpread = 10_000_000n;

/** Times that are further apart than that are damaged: they could not be exact, and no program runs for months with its trace on. */
const longestTrace = 2 ** 47;

/** The clock of a trace while it is read: ticks are numbers after those of the first batch. */
export class TraceClock {
  private base: bigint | undefined;
  private first = Infinity;
  private last = -Infinity;
  private frequency = 0;
  private isMonotonic = true;
  private readonly snapshots: ClockSnapshot[] = [];

  /** The ticks of a time in the file; undefined where it cannot belong to this trace. */
  ticks(time: bigint): number | undefined {
    this.base ??= time;
    const ticks = Number(time - this.base);
    return this.isPossible(ticks) ? ticks : undefined;
  }

  isPossible(ticks: number): boolean {
    return Math.abs(ticks) <= longestTrace;
  }

  /** Widens the trace to an event. */
  cover(ticks: number): void {
    if (ticks < this.first) this.first = ticks;
    if (ticks > this.last) this.last = ticks;
  }

  /** In ticks a second. Where it is measured it changes a little, and the latest is the best. */
  runsAt(frequency: number): void {
    if (frequency === 0) return;
    this.frequency = frequency;
    if (frequency !== monotonicFrequency) this.isMonotonic = false;
  }

  snapshot(ticks: number, mono: bigint, wall: bigint): void {
    this.snapshots.push({ time: ticks, mono, wall });
    this.cover(ticks);
    const apart = (this.zero(0) + BigInt(ticks)) * BigInt(nanosecondsPerTick) - mono;
    if (apart > snapshotSpread || apart < -snapshotSpread) this.isMonotonic = false;
  }

  /** Only the layout since go1.22 can have the monotonic clock. */
  isCounter(): void {
    this.isMonotonic = false;
  }

  /** Whether anything says how fast the clock runs. */
  get hasFrequency(): boolean {
    return this.frequency !== 0;
  }

  /** Brings ticks into the trace and into its unit, after its first time. */
  place(column: Float64Array): void {
    for (let row = 0; row < column.length; row++) column[row] = this.placed(column[row]!);
  }

  finish(): { clock: RuntimeClock; end: number; snapshots: readonly ClockSnapshot[] } {
    const snapshots = this.snapshots.map((one) => ({ ...one, time: this.inUnit(one.time - this.start) }));
    return {
      clock: this.clock(),
      end: this.placed(this.last),
      snapshots: snapshots.sort((a, b) => a.time - b.time),
    };
  }

  private clock(): RuntimeClock {
    const zero = this.zero(this.start);
    if (this.monotonic) return { kind: "monotonic", zero: zero * BigInt(nanosecondsPerTick) };
    return { kind: "ticks", zero, ...(this.hasFrequency && { frequency: this.frequency }) };
  }

  private get monotonic(): boolean {
    return this.isMonotonic && this.hasFrequency;
  }

  private get start(): number {
    return this.first <= this.last ? this.first : 0;
  }

  private zero(ticks: number): bigint {
    return (this.base ?? 0n) + BigInt(ticks);
  }

  private placed(ticks: number): number {
    if (this.first > this.last) return 0;
    return this.inUnit(Math.min(Math.max(ticks, this.first), this.last) - this.first);
  }

  private inUnit(ticks: number): number {
    return this.monotonic ? ticks * nanosecondsPerTick : ticks;
  }
}
