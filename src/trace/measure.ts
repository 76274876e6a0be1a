import { type Figures, figuresOf } from "./analysis/figures.ts";
import type { SpanFile } from "./event.ts";
import { type Placeable, placeable } from "./timeline.ts";

/** What is left of a span file once it is added up: small, whatever the number of its spans. */
export interface Measured extends Placeable {
  readonly truncated: boolean;
  readonly figures: Figures;
}

/** Adds up one file, so that the next can be read without holding its spans. */
export function measure(trace: SpanFile): Measured {
  return { ...placeable(trace), truncated: trace.truncated, figures: figuresOf(trace) };
}
