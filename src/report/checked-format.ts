import type { RenderOptions } from "./format.ts";

export interface CheckedRenderOptions extends RenderOptions {
  /** Our own version: a report does not know who writes it. */
  readonly version: string;
}

/** A way to write an audit or a proof. */
export interface CheckedFormat<Report> {
  readonly name: string;
  /** Completes "writes …" in the help. */
  readonly description: string;
  /**
   * Ends with a line break. `width` and `colour` are for the screen, `top` for what people read there or in a comment;
   * the others hold everything.
   */
  readonly render: (report: Report, options: CheckedRenderOptions) => string;
}
