/** A reading of a source's clock, and between which moments of another clock it was taken. */
export interface Pin {
  /** In units of the source's clock. */
  readonly at: number;
  /** Nanoseconds; `low` is no later than `high`. */
  readonly low: number;
  readonly high: number;
}

/** A straight line through pins: `start + rate * (time - origin)` nanoseconds at a `time` of the source. */
export interface Fit {
  readonly origin: number;
  readonly start: number;
  /** Nanoseconds in a unit of the source's clock. */
  readonly rate: number;
  /** How far the line may be off anywhere between the two times that were asked for; nanoseconds, rounded up. */
  readonly error: number;
}

/** How far the rate that a source names for its clock may be off: over seven times the most that was measured. */
const rateTolerance = 100e-6;

/**
 * Ties a clock that runs evenly to another one. The first and the last pin give offset and rate; the error is their
 * width, grown by what lies outside of them, and what other pins contradict the line by (the clock did not run evenly
 * then). With a single pin the rate is what the source names. Undefined where pins and rate do not suffice.
 * `from` and `to` are the first and the last time of the source that will be placed.
 */
export function fitClock(pins: readonly Pin[], from: number, to: number, rate?: number): Fit | undefined {
  const usable = pins.filter(({ at, low, high }) => Number.isFinite(at) && low <= high);
  const sorted = usable.sort((a, b) => a.at - b.at);
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (!first || !last) return undefined;
  const line = last.at > first.at ? throughTwo(first, last) : throughOne(sorted, rate);
  if (!line || !(line.rate > 0)) return undefined;
  const { errorAt, ...affine } = line;
  const drift = Math.max(...sorted.map((pin) => beyond(line, pin)));
  return { ...affine, error: Math.ceil(Math.max(errorAt(from), errorAt(to)) + drift) };
}

interface Line extends Omit<Fit, "error"> {
  /** What the pins that it goes through leave open at a time of the source. */
  errorAt(time: number): number;
}

function throughTwo(first: Pin, last: Pin): Line {
  const [start, end] = [middle(first), middle(last)];
  const [startWidth, endWidth] = [halfWidth(first), halfWidth(last)];
  return {
    origin: first.at,
    start,
    rate: (end - start) / (last.at - first.at),
    errorAt(time) {
      const share = (time - first.at) / (last.at - first.at);
      return Math.abs(1 - share) * startWidth + Math.abs(share) * endWidth;
    },
  };
}

/** All pins are of one time: where they overlap the clock stood then. */
function throughOne(pins: readonly Pin[], rate: number | undefined): Line | undefined {
  if (rate === undefined) return undefined;
  const { at } = pins[0]!;
  const low = Math.max(...pins.map((pin) => pin.low));
  const high = Math.min(...pins.map((pin) => pin.high));
  return {
    ...{ origin: at, start: (low + high) / 2, rate },
    errorAt: (time) => Math.abs(high - low) / 2 + Math.abs(time - at) * rate * rateTolerance,
  };
}

/** By how much a line passes a pin. */
function beyond({ origin, start, rate }: Line, { at, low, high }: Pin): number {
  const moment = start + rate * (at - origin);
  return Math.max(0, low - moment, moment - high);
}

const middle = ({ low, high }: Pin): number => (low + high) / 2;
const halfWidth = ({ low, high }: Pin): number => (high - low) / 2;
