import type { TextRange } from "../base/range.ts";

/** One replacement: the text from `from` to `to` gives way to `insert`. `origin` names who asked for it. */
export interface Edit extends TextRange {
  readonly insert: string;
  readonly origin: string;
}

/**
 * A sorted, conflict-free set of edits for one text of known length. Immutable.
 *
 * Laws: `set.invert(text).apply(set.apply(text)) === text`; `EditSet.of(n, []).apply(text) === text`.
 */
export class EditSet {
  private constructor(
    readonly length: number,
    readonly edits: readonly Edit[],
  ) {}

  /**
   * Sorts the edits by place. Throws a `ConflictError` where two of them overlap or insert at one point, because
   * then their order would decide, and a `RangeError` for an edit outside the text.
   */
  static of(length: number, edits: readonly Edit[]): EditSet {
    const sorted = [...edits].sort((a, b) => a.from - b.from || a.to - b.to);
    for (const [index, edit] of sorted.entries()) {
      if (edit.from > edit.to || edit.from < 0 || edit.to > length)
        throw new RangeError(`Invalid edit range ${edit.from} to ${edit.to} (in a text of length ${length})`);
      const before = sorted[index - 1];
      if (before && touches(before, edit)) throw new ConflictError(before, edit);
    }
    return new EditSet(length, sorted);
  }

  /** The edited text. */
  apply(text: string): string {
    this.#mustFit(text);
    // The text between edits is copied in one pass, so order is part of the contract.
    let result = "";
    let at = 0;
    for (const edit of this.edits) {
      result += text.slice(at, edit.from) + edit.insert;
      at = edit.to;
    }
    return result + text.slice(at);
  }

  /** The set that takes the edited text back to `text`. */
  invert(text: string): EditSet {
    this.#mustFit(text);
    let shift = 0;
    const edits = this.edits.map((edit) => {
      const from = edit.from + shift;
      shift += edit.insert.length - (edit.to - edit.from);
      return {
        from,
        to: from + edit.insert.length,
        insert: text.slice(edit.from, edit.to),
        origin: edit.origin,
      };
    });
    return new EditSet(this.length + shift, edits);
  }

  /** In CodeMirror's notation: `3 -2+1 4` keeps three units, replaces two by one, keeps four. */
  toString(): string {
    const parts: string[] = [];
    let at = 0;
    const keep = (to: number): void => void (to > at && parts.push(String(to - at)));
    for (const { from, to, insert } of this.edits) {
      keep(from);
      parts.push((to > from ? `-${to - from}` : "") + (insert ? `+${insert.length}` : ""));
      at = to;
    }
    keep(this.length);
    return parts.filter(Boolean).join(" ");
  }

  #mustFit(text: string): void {
    if (text.length !== this.length)
      throw new Error(`an edit set for a text of length ${this.length} met one of length ${text.length}`);
  }
}

/** Two edits want the same place. */
export class ConflictError extends Error {
  override readonly name = "ConflictError";
  constructor(
    readonly first: Edit,
    readonly second: Edit,
  ) {
    super(`the edits of ${first.origin} and ${second.origin} touch the same place (${second.from})`);
  }
}

/** Overlap, or two insertions at one point. An insertion right before or after a replacement is no conflict. */
function touches(a: Edit, b: Edit): boolean {
  if (a.from === b.from && a.to === b.to) return true;
  return b.from < a.to;
}
