import { type Distribution, distributionOf } from "./distribution.ts";
import { type KnownTails, mannWhitney } from "./mann-whitney.ts";

/** How one figure differs between the two sides. */
export interface Change {
  /** Absent where this side does not have it. */
  readonly before?: Distribution;
  readonly after?: Distribution;
  /** From median to median; a side that does not have it counts as 0. */
  readonly delta: number;
  /** The median after, as a multiple of the one before; absent where a side does not have it, or had nothing. */
  readonly ratio?: number;
  /** Of the Mann-Whitney U test; absent unless each side has two measurements. */
  readonly p?: number;
  /** Whether p is not above the level that was asked for. */
  readonly significant: boolean;
}

/** Compares the measurements of the two sides, of which one may have none. */
export class Comparison {
  private readonly known: KnownTails = new Map();

  /** `alpha`: the probability, 0 to 1, with which chance may pass for a change. */
  constructor(private readonly alpha: number) {}

  change(before: readonly number[], after: readonly number[]): Change {
    const [old, now] = [before, after].map((values) => this.distribution(values));
    const p = this.p(before, after);
    return {
      ...(old && { before: old }),
      ...(now && { after: now }),
      delta: (now?.median ?? 0) - (old?.median ?? 0),
      ...(old && now && old.median !== 0 && { ratio: now.median / old.median }),
      ...(p !== undefined && { p }),
      significant: p !== undefined && p <= this.alpha,
    };
  }

  private distribution(values: readonly number[]): Distribution | undefined {
    return values.length > 0 ? distributionOf(values, 1 - this.alpha) : undefined;
  }

  private p(before: readonly number[], after: readonly number[]): number | undefined {
    return before.length > 1 && after.length > 1 ? mannWhitney(before, after, this.known) : undefined;
  }
}
