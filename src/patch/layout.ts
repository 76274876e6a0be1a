import type { Position } from "../base/range.ts";
import type { SyntaxTree } from "../syntax/tree.ts";

/** Nothing but a comment up to the end of the line, which is `$1`, or of the text. */
export const restOfLine = /^[ \t]*(?:\/\/[^\n]*)?\r?(\n|$)/;

/** How one text is laid out, worked out once for a tree: asking for each of many edits is then cheap. */
export class Layout {
  static readonly #known = new WeakMap<SyntaxTree, Layout>();
  readonly #starts: readonly number[];
  /** Whether the file numbers its lines itself: then a number of ours would be wrong, and insertions stay on their lines. */
  readonly hasDirectives: boolean;

  private constructor(readonly text: string) {
    this.#starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
    this.hasDirectives = /^\/\/line |\/\*line /m.test(text);
  }

  static of(tree: SyntaxTree): Layout {
    const layout = Layout.#known.get(tree) ?? new Layout(tree.text);
    Layout.#known.set(tree, layout);
    return layout;
  }

  positionAt(offset: number): Position {
    let [low, high] = [0, this.#starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - (this.#starts[low] ?? 0) + 1 };
  }

  /** `//line :N:1` gives the line that follows the number N and keeps file name and columns. */
  lineDirective(lineStart: number): string {
    return `//line :${this.positionAt(lineStart).line}:1\n`;
  }
}

/** The number of line ends. */
export const countLines = (text: string): number => text.split("\n").length - 1;

export const startOfLine = (text: string, at: number): number => text.lastIndexOf("\n", at - 1) + 1;

export const indentAt = (text: string, at: number): string =>
  /^[ \t]*/.exec(text.slice(startOfLine(text, at)))?.[0] ?? "";

/** Whether something between two tokens is a comment. */
export const hasComment = (between: string): boolean => /\/[/*]/.test(between);

/** Where the comma is that follows the token which ends at `at`, whatever is between them. */
export function endOfComma(text: string, at: number): number | undefined {
  const comma = /^(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*,/.exec(text.slice(at));
  return comma ? at + comma[0].length : undefined;
}
