import type { Colors } from "picocolors/types.js";

/** What a section of the text must know of the screen that it is for. */
export interface Screen {
  /** The most entries of a list. */
  readonly top: number;
  /** Characters of a line. */
  readonly width: number;
  readonly paint: Colors;
}

/** The line under a list that was cut; none under a whole one. */
export function moreLines(more: number, { paint }: Pick<Screen, "paint">, indent = ""): string[] {
  return more > 0 ? [paint.dim(`${indent}and ${more} more`)] : [];
}
