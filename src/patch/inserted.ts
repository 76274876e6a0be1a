import type { TextRange } from "../base/range.ts";
import { type Node, textOf } from "../syntax/tree.ts";
import { placeholderIn, type Side } from "./hunk.ts";
import { piecesOf } from "./leaves.ts";
import { oneLine } from "./one-line.ts";

/**
 * The `+` lines of a hunk as text for one match: with what `$` names stand for, and moved from the pattern's
 * indentation to the target's. Literals, and what is bound, go in as they are.
 */
export class Inserted {
  constructor(
    readonly side: Side,
    readonly bound: (name: string) => string | undefined,
    /** The pattern's indentation and the target's, at what holds the hunk. */
    readonly indent: { readonly pattern: string; readonly target: string },
  ) {}

  /** All lines, each with its end; "" for a deletion. */
  lines(): string {
    return this.text(this.side.lines);
  }

  /** Everything on one line, without the comments that would swallow the rest of it; undefined if a literal forbids it. */
  flat(): string | undefined {
    return oneLine(this.lines());
  }

  /** Whether the last line ends in a comment that would swallow what follows. */
  get endsInComment(): boolean {
    const last = this.#pieces(this.side.lines).at(-1);
    return last?.kind === "comment" && textOf(this.side.tree, last).startsWith("//");
  }

  /** A part of the lines. */
  text(range: TextRange): string {
    let result = "";
    let at = range.from;
    for (const piece of this.#pieces(range)) {
      result += this.#gap(at, piece.from) + this.#piece(piece);
      at = piece.to;
    }
    return result + this.#gap(at, range.to);
  }

  #pieces({ from, to }: TextRange): Node[] {
    return piecesOf(this.side.tree.root).filter(
      (piece) => from <= piece.from && piece.to <= to && piece.from < piece.to,
    );
  }

  #piece(piece: Node): string {
    const placeholder = placeholderIn(this.side.tree, piece);
    const text = textOf(this.side.tree, piece);
    if (placeholder && "name" in placeholder) return this.bound(placeholder.name) ?? text;
    return piece.kind === "comment" ? this.#moved(text) : text;
  }

  /** White space between tokens. Where a line starts it is indentation, and a blank line has none. */
  #gap(from: number, to: number): string {
    const { text } = this.side.tree;
    const isStart = text[from - 1] === "\n";
    const space = ((isStart ? "\n" : "") + text.slice(from, to)).replace(/\n[ \t]+(?=\n)/g, "\n");
    const moved = to === this.side.lines.to ? space : this.#moved(space);
    return moved.slice(isStart ? 1 : 0);
  }

  #moved(text: string): string {
    return text.replace(/\n([ \t]*)(?!\n)/g, (_, indent: string) => `\n${this.#shift(indent)}`);
  }

  #shift(indent: string): string {
    const { pattern, target } = this.indent;
    if (indent.startsWith(pattern)) return target + indent.slice(pattern.length);
    return pattern.startsWith(indent)
      ? target.slice(0, Math.max(0, target.length - (pattern.length - indent.length)))
      : indent;
  }
}
