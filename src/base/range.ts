/** A half-open stretch of a text, `from` (inclusive) to `to` (exclusive), in UTF-16 code units. */
export interface TextRange {
  readonly from: number;
  readonly to: number;
}

/** A place for people: 1-based line and column, the column in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The position of `offset` in `text`; an offset past the end is the end. */
export function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf("\n") + 1;
  return { line: before.split("\n").length, column: before.length - lineStart + 1 };
}
