/** Ticks of the trace in a second: one is 64 ns, as in traces of the Go runtime on Linux. */
export const frequency = 15_625_000;

/**
 * Makes ticks of nanoseconds after a timeline's zero. They count CLOCK_MONOTONIC, whose time at zero is given, so that the
 * trace of a program that the runtime wrote stands on the same axis. Readers count nanoseconds in 63 bits: what a damaged
 * file puts beyond that is brought into it, without changing the order.
 */
export function tickClock(zero: bigint): (nanoseconds: number) => number {
  const bounded = BigInt.asUintN(58, zero); // nine years after the boot
  const base = Number(bounded / 64n);
  const rest = Number(bounded % 64n);
  return (nanoseconds) => base + Math.floor((rest + Math.min(nanoseconds, 2 ** 60)) / 64);
}
